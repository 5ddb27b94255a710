import { Button, NativeSelect, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { announce } from '../../shared/parts/announce';
import { Answer, Empty, ProblemNote } from '../../shared/parts/answers';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { DateText, StateMark } from '../../shared/parts/small';
import { useMay } from '../../staff/questions';
import staff from '../../staff/staff.module.css';
import classes from '../cases/cases.module.css';
import { askAnew, useNotices, useReviews, useWaiting } from './questions';
import { Extract } from './Safeguarding';

/** What somebody else than the first must decide or look at again: disclosures in danger, and notices of misuse. */
export default function Decisions() {
    const { t } = useTranslation();
    const may = useMay();
    return (
        <Page title={t('leaving:decisions.title')} lead={t('leaving:decisions.lead')}>
            {may('safeguarding.waiting') && <Seconds />}
            {may('safeguarding.reviews') && <Reviews />}
            {may('misuse.waiting') && <Notices />}
        </Page>
    );
}

function Seconds() {
    const { t } = useTranslation();
    const waiting = useWaiting(true);
    return (
        <Section title={t('leaving:decisions.seconds')}>
            <Answer query={waiting} lines={2}>
                {(all) =>
                    all.length === 0 ? (
                        <Empty icon="people" title={t('leaving:decisions.no_seconds')} />
                    ) : (
                        <>
                            {all.map((one) => (
                                <Second key={one.disclosure_id} person={one.person_id} disclosure={one.disclosure_id} emergency={one.path === 'emergency'} since={one.since} />
                            ))}
                        </>
                    )
                }
            </Answer>
        </Section>
    );
}

interface Which {
    person: string;
    disclosure: string;
}

function Second({ person, disclosure, emergency, since }: Which & { emergency: boolean; since: string }) {
    const { t } = useTranslation();
    const [open, setOpen] = useState(false);
    const [words, setWords] = useState('');
    const path = { person, disclosure };
    const proposal = useQuery({
        queryKey: ['care', 'danger-proposal', disclosure],
        enabled: open,
        queryFn: ({ signal }) => answerOf(api.GET('/care/service-users/{person}/safeguarding/{disclosure}/proposal', { params: { path }, signal })),
    });
    const decide = useMutation({
        // The hash says what was read: nobody agrees to another extract.
        mutationFn: (agree: boolean) =>
            answerOf(api.POST('/care/service-users/{person}/safeguarding/{disclosure}/second', { params: { path }, body: { agree, hash: proposal.data?.hash ?? '', words } })),
        onSuccess: () => {
            announce(t('leaving:decisions.decided'));
            return askAnew();
        },
    });
    return (
        <Sheet>
            <span className={staff.entryHead}>
                {t('leaving:decisions.proposed')} <DateText at={since} style="ago" />
                {emergency && <StateMark tone="warn">{t('leaving:danger.emergency')}</StateMark>}
            </span>
            <div className={staff.actions}>
                <Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
                    {t('leaving:decisions.read')}
                </Button>
            </div>
            {open && (
                <Answer query={proposal} lines={4}>
                    {(one) => (
                        <div className={classes.form}>
                            <Extract one={one} />
                            {one.mine ? (
                                <Text>{t('leaving:decisions.own')}</Text>
                            ) : (
                                <>
                                    <Textarea label={t('leaving:decisions.weighed')} value={words} onChange={(e) => setWords(e.currentTarget.value)} autosize minRows={2} />
                                    <div className={staff.actions}>
                                        <Button disabled={!words.trim() || decide.isPending} onClick={() => decide.mutate(true)}>
                                            {t('leaving:decisions.agree')}
                                        </Button>
                                        <Button variant="default" disabled={!words.trim() || decide.isPending} onClick={() => decide.mutate(false)}>
                                            {t('leaving:decisions.disagree')}
                                        </Button>
                                    </div>
                                </>
                            )}
                            {decide.isError && <ProblemNote error={decide.error} />}
                        </div>
                    )}
                </Answer>
            )}
        </Sheet>
    );
}

function Reviews() {
    const { t } = useTranslation();
    const reviews = useReviews(true);
    return (
        <Section title={t('leaving:decisions.reviews')}>
            <Answer query={reviews} lines={2}>
                {(all) =>
                    all.length === 0 ? (
                        <Text c="dimmed">{t('leaving:decisions.no_reviews')}</Text>
                    ) : (
                        <>
                            {all.map((one) => (
                                <Sheet key={one.disclosure_id}>
                                    <span className={staff.entryHead}>
                                        {t('leaving:decisions.due')} {one.review_due && <DateText at={one.review_due} />}
                                        <StateMark tone={one.state === 'reviewed' ? 'ok' : one.overdue ? 'warn' : 'busy'}>
                                            {t(one.state === 'reviewed' ? 'leaving:danger.state.reviewed' : one.overdue ? 'leaving:decisions.overdue' : 'leaving:decisions.open')}
                                        </StateMark>
                                        <StateMark tone={one.notice === 'given' ? 'ok' : 'plain'}>{t(`leaving:danger.notice.${one.notice}`)}</StateMark>
                                    </span>
                                    <Review person={one.person_id} disclosure={one.disclosure_id} open={one.state === 'released'} />
                                </Sheet>
                            ))}
                        </>
                    )
                }
            </Answer>
        </Section>
    );
}

const outcomes = ['right', 'right_to_learn', 'too_much', 'wrong'];

function Review({ person, disclosure, open }: Which & { open: boolean }) {
    const { t } = useTranslation();
    const [shown, setShown] = useState(false);
    const [outcome, setOutcome] = useState('');
    const [words, setWords] = useState('');
    const path = { person, disclosure };
    const look = useQuery({
        queryKey: ['care', 'danger-look-back', disclosure],
        enabled: shown,
        queryFn: ({ signal }) => answerOf(api.GET('/care/service-users/{person}/safeguarding/{disclosure}/look-back', { params: { path }, signal })),
    });
    const save = useMutation({
        mutationFn: () => answerOf(api.POST('/care/service-users/{person}/safeguarding/{disclosure}/review', { params: { path }, body: { outcome, words } })),
        onSuccess: () => {
            announce(t('leaving:decisions.reviewed'));
            return askAnew();
        },
    });
    return (
        <div className={classes.form}>
            <div className={staff.actions}>
                <Button variant="default" aria-expanded={shown} onClick={() => setShown(!shown)}>
                    {t('leaving:decisions.look')}
                </Button>
            </div>
            {shown && (
                <Answer query={look} lines={4}>
                    {(one) => (
                        <>
                            <Extract one={one} />
                            {open && (
                                <div className={classes.form}>
                                    <NativeSelect
                                        label={t('leaving:danger.outcome')} value={outcome} onChange={(e) => setOutcome(e.currentTarget.value)}
                                        data={[{ value: '', label: '' }, ...outcomes.map((o) => ({ value: o, label: t(`leaving:danger.code.${o}`) }))]}
                                    />
                                    <Textarea label={t('leaving:decisions.found')} value={words} onChange={(e) => setWords(e.currentTarget.value)} autosize minRows={2} />
                                    {save.isError && <ProblemNote error={save.error} />}
                                    <div className={staff.actions}>
                                        <Button disabled={!outcome || !words.trim()} onClick={() => save.mutate()} loading={save.isPending}>
                                            {t('leaving:decisions.save')}
                                        </Button>
                                    </div>
                                </div>
                            )}
                        </>
                    )}
                </Answer>
            )}
        </div>
    );
}

function Notices() {
    const { t } = useTranslation();
    const notices = useNotices(true);
    return (
        <Section title={t('leaving:decisions.notices')}>
            <Answer query={notices} lines={2}>
                {(all) =>
                    all.length === 0 ? (
                        <Text c="dimmed">{t('leaving:decisions.no_notices')}</Text>
                    ) : (
                        <>
                            {all.map((one) => (
                                <Notice key={one.notice_id} person={one.person_id} notice={one.notice_id} state={one.state} />
                            ))}
                        </>
                    )
                }
            </Answer>
        </Section>
    );
}

function Notice({ person, notice, state }: { person: string; notice: string; state: string }) {
    const { t } = useTranslation();
    const [open, setOpen] = useState(false);
    const [to, setTo] = useState('');
    const path = { person, notice };
    const look = useQuery({
        queryKey: ['care', 'misuse-notice', notice],
        enabled: open,
        queryFn: ({ signal }) => answerOf(api.GET('/care/service-users/{person}/misuse/notices/{notice}', { params: { path }, signal })),
    });
    const decide = useMutation({
        mutationFn: (approve: boolean) => answerOf(api.POST('/care/service-users/{person}/misuse/notices/{notice}/decision', { params: { path }, body: { approve } })),
        onSuccess: () => {
            announce(t('leaving:decisions.decided'));
            return askAnew();
        },
    });
    const send = useMutation({
        mutationFn: () => answerOf(api.POST('/care/service-users/{person}/misuse/notices/{notice}/sending', { params: { path }, body: { text: to } })),
        onSuccess: () => {
            announce(t('leaving:misuse.state.sent'));
            return askAnew();
        },
    });
    return (
        <Sheet>
            <span className={staff.entryHead}>
                {t('leaving:misuse.notice')} <StateMark tone="busy">{t(`leaving:misuse.state.${state}`)}</StateMark>
            </span>
            <div className={staff.actions}>
                <Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
                    {t('leaving:decisions.read')}
                </Button>
            </div>
            {open && (
                <Answer query={look} lines={3}>
                    {(data) => (
                        <div className={classes.form}>
                            <Text className={classes.text}>{data.notice.text}</Text>
                            <ul className={staff.list}>
                                {data.measures.map((one) => (
                                    <li key={one.kind + one.taken_at}>
                                        <span>
                                            {t(`leaving:misuse.kind.${one.kind}`, { defaultValue: one.kind })} <DateText at={one.taken_at} style="date" />
                                        </span>
                                    </li>
                                ))}
                            </ul>
                            <Text>
                                {data.notice.told_at ? (
                                    <>
                                        {t('leaving:misuse.told')} <DateText at={data.notice.told_at} style="date" />
                                        {data.notice.may_be_sent_from && (
                                            <>
                                                ; {t('leaving:misuse.from')} <DateText at={data.notice.may_be_sent_from} />
                                            </>
                                        )}
                                    </>
                                ) : (
                                    t('leaving:misuse.not_told')
                                )}
                            </Text>
                            {state === 'proposed' && (
                                <div className={staff.actions}>
                                    <Button disabled={decide.isPending} onClick={() => decide.mutate(true)}>
                                        {t('leaving:decisions.approve')}
                                    </Button>
                                    <Button variant="default" disabled={decide.isPending} onClick={() => decide.mutate(false)}>
                                        {t('leaving:decisions.refuse')}
                                    </Button>
                                </div>
                            )}
                            {state === 'approved' && (
                                <>
                                    <TextInput label={t('leaving:misuse.to')} value={to} onChange={(e) => setTo(e.currentTarget.value)} />
                                    <div className={staff.actions}>
                                        <Button variant="default" onClick={() => window.print()}>
                                            {t('cases:file.print')}
                                        </Button>
                                        <Button disabled={!to.trim() || !data.notice.told_at} onClick={() => send.mutate()} loading={send.isPending}>
                                            {t('leaving:misuse.send')}
                                        </Button>
                                    </div>
                                </>
                            )}
                            {(decide.isError || send.isError) && <ProblemNote error={decide.error ?? send.error} />}
                        </div>
                    )}
                </Answer>
            )}
        </Sheet>
    );
}
