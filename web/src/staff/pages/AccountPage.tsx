import { Button, NativeSelect, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import { addDays, dayOf, today } from '../../shared/i18n/days';
import { dateTime, day } from '../../shared/i18n/format';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { Confirm } from '../../shared/parts/Confirm';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { DateText, Facts, StateMark } from '../../shared/parts/small';
import { AccountForm } from '../parts/AccountForm';
import { ActForm, Rows, useAct } from '../parts/Act';
import { ShownLink } from '../parts/Enrol';
import { useAccount, useMay, useMe, useTraining, useVocabulary, useWords } from '../questions';
import classes from '../staff.module.css';
import type { Account } from '../types';
import { statusTone } from './Accounts';

export default function AccountPage() {
    const { t } = useTranslation();
    const { account: id = '' } = useParams();
    const account = useAccount(id);
    const me = useMe();
    const may = useMay();
    const own = me.data?.account_id === id;
    return (
        <Page
            title={account.data?.name ?? t('staff:account.title')}
            back={{ to: '/desk/accounts', text: t('staff:accounts.title') }}
        >
            <Answer query={account} lines={4}>
                {(data) => (
                    <>
                        <Sheet>
                            <Facts
                                rows={[
                                    [t('staff:account.email'), data.email],
                                    [
                                        t('staff:account.status'),
                                        <StateMark key="status" tone={statusTone[data.status] ?? 'plain'}>
                                            {t(`staff:status.${data.status}`)}
                                        </StateMark>,
                                    ],
                                    [t('staff:account.starts'), <DateText key="starts" at={data.starts_at} />],
                                    [
                                        t('staff:account.ends'),
                                        data.ends_at ? <DateText key="ends" at={data.ends_at} /> : t('staff:account.no_end'),
                                    ],
                                ]}
                            />
                        </Sheet>
                        {own && <Text>{t('staff:account.own')}</Text>}
                        {may('staff.change') && !own && data.status !== 'ended' && (
                            <Section title={t('staff:account.roles_limits')}>
                                <Change account={data} />
                            </Section>
                        )}
                        {may('training.read') && (
                            <Section title={t('staff:training.title')}>
                                <Training account={id} record={may('training.record') && !own} />
                            </Section>
                        )}
                        {!own && <Ways account={data} />}
                    </>
                )}
            </Answer>
        </Page>
    );
}

/** The day an instant ends, as a date field has it: an end at midnight is the day before. */
function lastDay(ends: string): string {
    return addDays(dayOf(new Date(Date.parse(ends) - 1)), 0);
}

const stale = ['account', 'accounts', 'access'];

function Change({ account }: { account: Account }) {
    const { t } = useTranslation();
    const me = useMe();
    const change = useAct(
        (body: { roles: string[]; purposes: string[]; categories: string[]; ends_at?: string }) =>
            answerOf(api.PUT('/staff/accounts/{account}', { params: { path: { account: account.account_id } }, body })),
        { done: t('staff:account.changed'), stale },
    );
    return (
        <Sheet className={classes.form}>
            <Text c="dimmed">{t('staff:account.change_text')}</Text>
            <AccountForm
                side={me.data?.side ?? 'house'}
                start={{ ...account, ends_at: undefined, ends_on: account.ends_at && lastDay(account.ends_at) }}
                action={t('staff:account.change')}
                busy={change.isPending}
                error={change.error}
                onSubmit={(choice) => change.mutate(choice)}
            />
            {change.isSuccess && <Text role="status">{t('staff:account.changed')}</Text>}
        </Sheet>
    );
}

function Training({ account, record }: { account: string; record: boolean }) {
    const { t } = useTranslation();
    const words = useWords();
    const training = useTraining(account);
    return (
        <>
            <Answer query={training} lines={2}>
                {(all) => (
                    <Rows items={all} none={t('staff:training.none')} keyOf={(one) => one.training_id}>
                        {(one) => (
                            <div className={classes.entry}>
                                <span className={classes.entryHead}>
                                    {words.course(one.course)}
                                    {Date.parse(one.valid_until) <= Date.now() && (
                                        <StateMark tone="warn">{t('staff:training.over')}</StateMark>
                                    )}
                                </span>
                                <span className={classes.small}>
                                    {t('staff:training.done', { day: day(one.completed_on) })}
                                    {` · ${t('staff:training.until')} `}
                                    <DateText at={one.valid_until} style="date" />
                                </span>
                            </div>
                        )}
                    </Rows>
                )}
            </Answer>
            {record && <Record account={account} />}
        </>
    );
}

function Record({ account }: { account: string }) {
    const { t } = useTranslation();
    const vocabulary = useVocabulary();
    const [course, setCourse] = useState('');
    const [on, setOn] = useState(today());
    const courses = vocabulary.data?.courses ?? [];
    const record = useAct(
        () =>
            answerOf(
                api.POST('/staff/accounts/{account}/training', {
                    params: { path: { account } },
                    body: { course: course || (courses[0]?.code ?? ''), completed_on: on },
                }),
            ),
        { done: t('staff:training.recorded'), stale: ['training', 'accounts', 'access'] },
    );
    return (
        <ActForm
            action={t('staff:training.record')}
            busy={record.isPending}
            error={record.error}
            onSubmit={() => record.mutate()}
        >
            <div className={classes.row}>
                <NativeSelect
                    label={t('staff:training.course')}
                    value={course}
                    onChange={(event) => setCourse(event.currentTarget.value)}
                    data={courses.map((one) => ({ value: one.code, label: one.title }))}
                />
                <TextInput
                    type="date"
                    label={t('staff:training.on')}
                    value={on}
                    max={today()}
                    onChange={(event) => setOn(event.currentTarget.value)}
                    required
                />
            </div>
        </ActForm>
    );
}

/** A new way in, the end, and after that the erasure. */
function Ways({ account }: { account: Account }) {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const may = useMay();
    const [asking, setAsking] = useState<'reset' | 'end' | 'erase'>();
    const path = { account: account.account_id };
    const reset = useAct(() => answerOf(api.POST('/staff/accounts/{account}/invitation', { params: { path } })), { stale });
    const end = useAct(() => answerOf(api.POST('/staff/accounts/{account}/end', { params: { path } })), { stale });
    const erase = useAct(() => answerOf(api.DELETE('/staff/accounts/{account}', { params: { path } })), {
        stale,
        then: () => navigate('/desk/accounts'),
    });
    const acts = { reset, end, erase };
    const ended = account.status === 'ended';
    const offered = (['reset', 'end', 'erase'] as const).filter(
        (one) => may(`staff.${one}`) && (one === 'erase' ? ended : !ended),
    );
    if (offered.length === 0) return null;
    return (
        <Section title={t('staff:ways.title')}>
            {reset.data && (
                <Sheet>
                    <ShownLink url={reset.data.url} until={dateTime(reset.data.expires_at)} />
                </Sheet>
            )}
            {offered.map(
                (one) => acts[one].isError && <ProblemNote key={one} error={acts[one].error} />,
            )}
            <ul className={classes.list}>
                {offered.map((one) => (
                    <li key={one}>
                        <span className={classes.entry}>{t(`staff:ways.text.${one}`)}</span>
                        <Button
                            variant={one === 'reset' ? 'default' : 'outline'}
                            color={one === 'reset' ? undefined : 'clay'}
                            onClick={() => setAsking(one)}
                        >
                            {t(`staff:ways.action.${one}`)}
                        </Button>
                    </li>
                ))}
            </ul>
            {asking && (
                <Confirm
                    opened
                    title={t(`staff:ways.ask.${asking}`, { name: account.name })}
                    action={t(`staff:ways.action.${asking}`)}
                    busy={false}
                    onConfirm={() => {
                        acts[asking].mutate();
                        // The question of the second factor comes next, and two dialogs at a time are one too many.
                        setAsking(undefined);
                    }}
                    onClose={() => setAsking(undefined)}
                >
                    <Text>{t(`staff:ways.text.${asking}`)}</Text>
                </Confirm>
            )}
        </Section>
    );
}
