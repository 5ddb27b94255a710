import { Anchor, Button, NativeSelect, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import type { Body } from '../../shared/api/types';
import { addTexts } from '../../shared/i18n';
import texts from '../../shared/i18n/en/referrals.json';
import { Answer, Empty, ProblemNote } from '../../shared/parts/answers';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { DateText, Facts, StateMark } from '../../shared/parts/small';
import { Rows, useAct } from '../../staff/parts/Act';
import { useMay } from '../../staff/questions';
import staff from '../../staff/staff.module.css';
import { useBoard } from '../cases/questions';
import { useSearch } from '../questions';
import classes from './referrals.module.css';

addTexts('referrals', texts);

type Waiting = Body<'/care/referrals/inbox', 'get', 200>['referrals'][number];
type Listed = Body<'/care/referrals', 'get', 200>['referrals'][number];

const states = ['awaiting_service_user', 'consented', 'accepted', 'declined', 'withdrawn', 'closed'];
const reference = (id: string) => id.slice(-8).toUpperCase();

function useOrganisations() {
    const may = useMay();
    const all = useQuery({
        queryKey: ['care', 'organisations'],
        enabled: may('organisations.list'),
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/organisations', { signal }))).organisations,
        staleTime: 300_000,
    });
    return (id: string) => all.data?.find((one) => one.organisation_id === id)?.name ?? '';
}

/** Referrals at the desk: those whose person nobody has found yet, and all others by where they stand. */
export default function Desk() {
    const { t } = useTranslation();
    const [state, setState] = useState('consented');
    const inbox = useQuery({
        queryKey: ['care', 'referrals', 'inbox'],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/referrals/inbox', { signal }))).referrals,
        refetchOnWindowFocus: false,
    });
    const listed = useQuery({
        queryKey: ['care', 'referrals', state],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/referrals', { params: { query: { state } }, signal }))).referrals,
        refetchOnWindowFocus: false,
    });
    return (
        <Page title={t('referrals:desk.title')} lead={t('referrals:desk.lead')}>
            <Section title={t('referrals:inbox.title')}>
                <Answer query={inbox} lines={3}>
                    {(all) =>
                        all.length === 0 ? (
                            <Empty icon="check" title={t('referrals:inbox.none')} />
                        ) : (
                            <>
                                {all.map((one) => (
                                    <Incoming key={one.referral_id} one={one} />
                                ))}
                            </>
                        )
                    }
                </Answer>
            </Section>
            <Section
                title={t('referrals:list.title')}
                aside={
                    <NativeSelect
                        aria-label={t('referrals:list.state')}
                        value={state}
                        onChange={(e) => setState(e.currentTarget.value)}
                        data={states.map((one) => ({ value: one, label: t(`referrals:state.${one}`) }))}
                    />
                }
            >
                <Answer query={listed} lines={3}>
                    {(all) => (
                        <Rows items={all} none={t('referrals:list.none')} keyOf={(one) => one.referral_id}>
                            {(one) => <Standing one={one} />}
                        </Rows>
                    )}
                </Answer>
            </Section>
        </Page>
    );
}

function Incoming({ one }: { one: Waiting }) {
    const { t } = useTranslation();
    const organisation = useOrganisations();
    const who = one.text.person;
    const likely = useSearch(one.taken_back ? undefined : { name: who.name, phone: who.phone, birth_date: who.birth_date, likely: true });
    const path = { params: { path: { referral: one.referral_id } } };
    const take = useAct(
        (person_id: string | undefined) => answerOf(api.POST('/care/referrals/inbox/{referral}/person', { ...path, body: person_id ? { person_id } : {} })),
        { done: t('referrals:inbox.taken'), stale: ['care'] },
    );
    const away = useAct(() => answerOf(api.DELETE('/care/referrals/inbox/{referral}', path)), { done: t('referrals:inbox.gone'), stale: ['care'] });
    return (
        <Sheet className={staff.form}>
            <div className={staff.entryHead}>
                <h3 className={classes.name}>{who.name}</h3>
                {one.taken_back && <StateMark tone="warn">{t('referrals:taken_back')}</StateMark>}
            </div>
            <Facts
                rows={[
                    [t('referrals:from'), organisation(one.organisation_id)],
                    [t('referrals:service_asked'), t(`referrals:service.${one.text.service}`)],
                    [t('referrals:written'), <DateText key="at" at={one.written_at} style="date" />],
                    [t('referrals:reach'), [who.phone, who.email].filter(Boolean).join(' · ')],
                    [t('referrals:reason'), <span key="r" className={classes.text}>{one.text.reason}</span>],
                    [t('referrals:questions'), <span key="q" className={classes.text}>{one.text.questions || '–'}</span>],
                    [t('referrals:told'), t(one.text.informed ? 'referrals:told_yes' : 'referrals:told_no')],
                ]}
            />
            {one.taken_back ? (
                <div className={staff.actions}>
                    <Button variant="default" onClick={() => away.mutate()} loading={away.isPending}>
                        {t('referrals:inbox.put_away')}
                    </Button>
                </div>
            ) : (
                <>
                    <Text>{t('referrals:inbox.unsafe')}</Text>
                    {(likely.data?.found ?? []).length > 0 && (
                        <ul className={staff.list} aria-label={t('referrals:inbox.likely')}>
                            {likely.data?.found.map((found) => (
                                <li key={found.service_user_id}>
                                    <span>{[found.name, found.birth_date, found.postcode].filter(Boolean).join(' · ')}</span>
                                    <Button variant="default" onClick={() => take.mutate(found.service_user_id)} loading={take.isPending}>
                                        {t('referrals:inbox.found')}
                                    </Button>
                                </li>
                            ))}
                        </ul>
                    )}
                    <div className={staff.actions}>
                        <Button onClick={() => take.mutate(undefined)} loading={take.isPending}>
                            {t('referrals:inbox.register')}
                        </Button>
                    </div>
                </>
            )}
            {(take.isError || away.isError) && <ProblemNote error={take.error ?? away.error} />}
        </Sheet>
    );
}

function Standing({ one }: { one: Listed }) {
    const { t } = useTranslation();
    const may = useMay();
    const organisation = useOrganisations();
    const path = { person: one.person_id, referral: one.referral_id };
    const close = useAct(() => answerOf(api.POST('/care/service-users/{person}/referrals/{referral}/closing', { params: { path } })), {
        done: t('referrals:close.done'),
        stale: ['care'],
    });
    return (
        <>
            <div className={staff.entry}>
                <span className={staff.entryHead}>
                    {t('referrals:reference', { reference: reference(one.referral_id) })}
                    {one.taken_back && <StateMark tone="warn">{t('referrals:taken_back')}</StateMark>}
                </span>
                <span>{[t(`referrals:service.${one.service}`), organisation(one.organisation_id)].filter(Boolean).join(' · ')}</span>
                <span className={staff.small}>
                    {t('referrals:since')} <DateText at={one.since} style="date" />
                </span>
            </div>
            <div className={staff.actions}>
                {may('intake.read') && (
                    <Button component={Link} to={`/desk/helpline?person=${one.person_id}`} variant="default">
                        {t('referrals:record')}
                    </Button>
                )}
                {one.state === 'accepted' && may('referrals.close') && (
                    <Button variant="default" onClick={() => close.mutate()} loading={close.isPending}>
                        {t('referrals:close.action')}
                    </Button>
                )}
            </div>
            {close.isError && <ProblemNote error={close.error} />}
            {one.state === 'awaiting_service_user' && !one.taken_back && may('door.send') && <SendLink person={one.person_id} />}
            {one.state === 'consented' && !one.taken_back && may('referrals.accept') && <Accept one={one} />}
        </>
    );
}

/** The link by which the person reads it, and the code that opens it: told on the telephone, never in the same mail. */
export function SendLink({ person }: { person: string }) {
    const { t } = useTranslation();
    const send = useAct(
        (check: string) => answerOf(api.POST('/care/service-users/{person}/links', { params: { path: { person } }, body: { check } })),
        { done: t('referrals:link.sent'), stale: [] },
    );
    return (
        <div className={`${staff.form} ${staff.whole}`}>
            {send.isError && <ProblemNote error={send.error} />}
            {send.data ? (
                <div role="status">
                    <Text>
                        {t('referrals:link.until')} <DateText at={send.data.expires_at} />
                    </Text>
                    {send.data.code && (
                        <Text>
                            {t('referrals:link.code')} <strong className={classes.code}>{send.data.code}</strong>
                        </Text>
                    )}
                </div>
            ) : (
                <div className={staff.actions}>
                    <Button onClick={() => send.mutate('code')} loading={send.isPending && send.variables === 'code'}>
                        {t('referrals:link.with_code')}
                    </Button>
                    <Button variant="default" onClick={() => send.mutate('birth_date')} loading={send.isPending && send.variables === 'birth_date'}>
                        {t('referrals:link.with_birth')}
                    </Button>
                </div>
            )}
        </div>
    );
}

/** The work begins in a case: one that is open, or a new one. */
function Accept({ one }: { one: Listed }) {
    const { t } = useTranslation();
    const board = useBoard();
    const open = (board.data?.cases ?? []).filter((c) => c.person_id === one.person_id);
    const accept = useAct(
        async (case_id: string | undefined) => {
            const person = one.person_id;
            const into =
                case_id ??
                (
                    await answerOf(
                        api.POST('/care/people/{person}/cases', {
                            params: { path: { person } },
                            body: { presenting: t('referrals:accept.presenting', { reference: reference(one.referral_id) }), channel: 'referral' },
                        }),
                    )
                ).case_id;
            await answerOf(
                api.POST('/care/service-users/{person}/referrals/{referral}/acceptance', {
                    params: { path: { person, referral: one.referral_id } },
                    body: { case_id: into },
                }),
            );
        },
        { done: t('referrals:accept.done'), stale: ['care'] },
    );
    return (
        <div className={`${staff.form} ${staff.whole}`}>
            {accept.isError && <ProblemNote error={accept.error} />}
            <div className={staff.actions}>
                {open.map((c) => (
                    <Button key={c.case_id} onClick={() => accept.mutate(c.case_id)} loading={accept.isPending}>
                        {t('referrals:accept.in_case', { reference: c.reference })}
                    </Button>
                ))}
                <Button variant={open.length > 0 ? 'default' : 'filled'} onClick={() => accept.mutate(undefined)} loading={accept.isPending}>
                    {t('referrals:accept.new_case')}
                </Button>
            </div>
            <Text c="dimmed">
                {t('referrals:accept.then')}{' '}
                <Anchor component={Link} to="/desk/care/board" underline="always">
                    {t('referrals:accept.board')}
                </Anchor>
            </Text>
        </div>
    );
}
