import { Button, NativeSelect, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import type { Body } from '../../shared/api/types';
import { addTexts } from '../../shared/i18n';
import texts from '../../shared/i18n/en/referrals.json';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { Confirm } from '../../shared/parts/Confirm';
import { Fold } from '../../shared/parts/Fold';
import { Section, Sheet } from '../../shared/parts/Page';
import { DateText, Facts, StateMark, type Tone } from '../../shared/parts/small';
import { ActForm, useAct } from '../../staff/parts/Act';
import { useMay } from '../../staff/questions';
import staff from '../../staff/staff.module.css';
import classes from '../referrals/referrals.module.css';

addTexts('referrals', texts);

type Referral = Body<'/care/service-users/{person}/referrals', 'get', 200>['referrals'][number];
type Written = Body<'/care/service-users/{person}/reports', 'get', 200>;
type Report = Written['reports'][number];

const tones: Record<string, Tone> = { amendment_requested: 'warn', agreed: 'ok', released: 'ok', consent_withdrawn: 'warn', recalled: 'warn' };

/** What was asked by whoever referred, and what is written for them: the person reads it first, and nothing goes out without their yes. */
export function OfCase({ person, writing }: { person: string; writing: boolean }) {
    const { t } = useTranslation();
    const may = useMay();
    const referrals = useQuery({
        queryKey: ['care', 'referrals-of', person],
        enabled: may('referrals.read'),
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/service-users/{person}/referrals', { params: { path: { person } }, signal }))).referrals,
        refetchOnWindowFocus: false,
    });
    const reports = useQuery({
        queryKey: ['care', 'reports-of', person],
        enabled: may('reports.read'),
        queryFn: ({ signal }) => answerOf(api.GET('/care/service-users/{person}/reports', { params: { path: { person } }, signal })),
        refetchOnWindowFocus: false,
    });
    if (!may('referrals.read') || (referrals.data?.length === 0 && (reports.data?.reports ?? []).length === 0)) return null;
    return (
        <Section title={t('referrals:file.title')}>
            <Answer query={referrals} lines={2}>
                {(all) => (
                    <>
                        {all.map((one) => (
                            <Asked key={one.referral_id} one={one} />
                        ))}
                    </>
                )}
            </Answer>
            {may('reports.read') && (
                <Answer query={reports} lines={2}>
                    {({ reports: all, kinds }) => (
                        <>
                            {all.map((one) => (
                                <One key={`${one.report_id} ${one.state}`} person={person} one={one} writing={writing && may('reports.write')} />
                            ))}
                            {writing && may('reports.write') && <New person={person} referrals={referrals.data ?? []} kinds={kinds} />}
                        </>
                    )}
                </Answer>
            )}
        </Section>
    );
}

function Asked({ one }: { one: Referral }) {
    const { t } = useTranslation();
    return (
        <Sheet className={staff.form}>
            <div className={staff.entryHead}>
                {t(`referrals:service.${one.service}`)}
                <StateMark tone="plain">{t(`referrals:state.${one.state}`)}</StateMark>
                {one.taken_back && <StateMark tone="warn">{t('referrals:taken_back')}</StateMark>}
            </div>
            {one.text && (
                <Fold title={t('referrals:file.asked')}>
                    <Facts
                        rows={[
                            [t('referrals:reason'), <span key="r" className={classes.text}>{one.text.reason}</span>],
                            [t('referrals:questions'), <span key="q" className={classes.text}>{one.text.questions || '–'}</span>],
                            [t('referrals:told'), t(one.text.informed ? 'referrals:told_yes' : 'referrals:told_no')],
                        ]}
                    />
                </Fold>
            )}
        </Sheet>
    );
}

function One({ person, one, writing }: { person: string; one: Report; writing: boolean }) {
    const { t } = useTranslation();
    const may = useMay();
    const [doing, setDoing] = useState<'text' | 'decline' | 'recall'>();
    const [releasing, setReleasing] = useState(false);
    const path = { params: { path: { person, report: one.report_id } } };
    const stale = ['care'];
    const send = useAct(() => answerOf(api.POST('/care/service-users/{person}/reports/{report}/sending', path)), { done: t('referrals:report.given'), stale });
    const release = useAct(() => answerOf(api.POST('/care/service-users/{person}/reports/{report}/release', path)), {
        done: t('referrals:report.released'),
        stale,
        then: () => setReleasing(false),
    });
    const button = (what: 'text' | 'decline' | 'recall') => (
        <Button variant="default" aria-expanded={doing === what} onClick={() => setDoing(doing === what ? undefined : what)}>
            {t(`referrals:report.${what}`)}
        </Button>
    );
    const writable = one.state === 'draft' || one.state === 'revised' || one.state === 'amendment_requested';
    return (
        <Sheet className={staff.form}>
            <div className={staff.entryHead}>
                <h3 className={classes.name}>{t(`referrals:kind.${one.kind}`)}</h3>
                <StateMark tone={tones[one.state] ?? 'busy'}>{t(`referrals:report_state.${one.state}.name`)}</StateMark>
            </div>
            <Text c="dimmed">
                {t(`referrals:report_state.${one.state}.text`)} ({t('referrals:since')} <DateText at={one.since} style="date" />)
            </Text>
            <Text className={classes.text}>{one.text}</Text>
            {one.statement && (
                <div className={classes.said}>
                    <Text fw={650}>{t('referrals:report.views')}</Text>
                    <Text className={classes.text}>{one.statement}</Text>
                </div>
            )}
            {one.said.map((said) => (
                <div key={said.event + said.at} className={classes.said}>
                    <Text fw={650}>{t(`referrals:said.${said.event}`)}</Text>
                    <Text className={classes.text}>{said.text}</Text>
                </div>
            ))}
            {(send.isError || release.isError) && <ProblemNote error={send.error ?? release.error} />}
            <div className={staff.actions}>
                {writing && one.state === 'clinically_approved' && (
                    <Button onClick={() => send.mutate()} loading={send.isPending}>
                        {t('referrals:report.give')}
                    </Button>
                )}
                {may('reports.release') && one.state === 'agreed' && <Button onClick={() => setReleasing(true)}>{t('referrals:report.release')}</Button>}
                {writing && writable && button('text')}
                {writing && one.state === 'amendment_requested' && button('decline')}
                {may('reports.recall') && one.state === 'released' && button('recall')}
            </div>
            {doing && <Writing key={doing} person={person} one={one} what={doing} done={() => setDoing(undefined)} />}
            <Confirm
                opened={releasing}
                title={t('referrals:report.release_title')}
                action={t('referrals:report.release')}
                busy={release.isPending}
                error={release.error}
                onConfirm={() => release.mutate()}
                onClose={() => setReleasing(false)}
            >
                <Text>{t('referrals:report.release_text')}</Text>
            </Confirm>
        </Sheet>
    );
}

function Writing({ person, one, what, done }: { person: string; one: Report; what: 'text' | 'decline' | 'recall'; done: () => void }) {
    const { t } = useTranslation();
    const [text, setText] = useState(what === 'text' ? one.text : '');
    const path = { params: { path: { person, report: one.report_id } }, body: { text } };
    const save = useAct(
        () => {
            if (what === 'text') return answerOf(api.POST('/care/service-users/{person}/reports/{report}/text', path));
            if (what === 'decline') return answerOf(api.POST('/care/service-users/{person}/reports/{report}/declined-change', path));
            return answerOf(api.POST('/care/service-users/{person}/reports/{report}/recall', path));
        },
        { done: t('referrals:report.saved'), stale: ['care'], then: done },
    );
    return (
        <ActForm bare action={t(`referrals:report.do_${what}`)} busy={save.isPending} error={save.error} onSubmit={() => save.mutate()} onCancel={done}>
            <Textarea
                label={t(`referrals:report.label_${what}`)}
                description={what === 'decline' ? t('referrals:report.decline_why') : undefined}
                value={text}
                onChange={(e) => setText(e.currentTarget.value)}
                autosize
                minRows={what === 'text' ? 8 : 3}
                maxLength={60_000}
                required
            />
        </ActForm>
    );
}

function New({ person, referrals, kinds }: { person: string; referrals: Referral[]; kinds: Written['kinds'] }) {
    const { t } = useTranslation();
    const [open, setOpen] = useState(false);
    const [what, setWhat] = useState('');
    const [text, setText] = useState('');
    const choices = referrals
        .filter((one) => one.state === 'accepted' && !one.taken_back)
        .flatMap((one) => kinds.filter((rule) => rule.service === one.service).map((rule) => ({ referral: one.referral_id, kind: rule.kind })));
    const save = useAct(
        () => {
            const [referral_id = '', kind = ''] = what.split(' ');
            return answerOf(api.POST('/care/service-users/{person}/reports', { params: { path: { person } }, body: { referral_id, kind, text } }));
        },
        {
            done: t('referrals:report.saved'),
            stale: ['care'],
            then: () => {
                setOpen(false);
                setText('');
                setWhat('');
            },
        },
    );
    if (choices.length === 0) return null;
    if (!open)
        return (
            <div className={staff.actions}>
                <Button variant="default" onClick={() => setOpen(true)}>
                    {t('referrals:report.new')}
                </Button>
            </div>
        );
    return (
        <ActForm action={t('referrals:report.keep')} busy={save.isPending} error={save.error} onSubmit={() => save.mutate()} onCancel={() => setOpen(false)}>
            <NativeSelect
                label={t('referrals:report.kind')}
                value={what}
                onChange={(e) => setWhat(e.currentTarget.value)}
                required
                data={[{ value: '', label: '' }, ...choices.map((one) => ({ value: `${one.referral} ${one.kind}`, label: t(`referrals:kind.${one.kind}`) }))]}
            />
            <Textarea
                label={t('referrals:report.label_text')}
                description={t('referrals:report.text_why')}
                value={text}
                onChange={(e) => setText(e.currentTarget.value)}
                autosize
                minRows={8}
                maxLength={60_000}
                required
            />
        </ActForm>
    );
}
