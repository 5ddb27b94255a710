import { Button, NativeSelect, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import { day } from '../../shared/i18n/format';
import { announce } from '../../shared/parts/announce';
import { Answer, Empty, ProblemNote } from '../../shared/parts/answers';
import { Page, Section } from '../../shared/parts/Page';
import { DateText, StateMark } from '../../shared/parts/small';
import { useMay } from '../../staff/questions';
import staff from '../../staff/staff.module.css';
import classes from './cases.module.css';
import { askAnew, type Board as BoardData, type BoardCase, useBoard, useVocabulary } from './questions';

/** By the clock on the clinician's wall. */
const dayAndTime = (local: string) => `${day(local.slice(0, 10), 'weekday')} ${local.slice(11, 16)}`;
const risks = ['none', 'low', 'moderate', 'high', 'immediate'];
const urgent = (risk: string) => risk === 'high' || risk === 'immediate';

/** What waits for an assessment, for somebody, or for an answer: no name and no word of what was told. */
export default function Board() {
    const { t } = useTranslation();
    const board = useBoard();
    const groups: [string, (one: BoardCase) => boolean][] = [
        ['assess', (one) => one.state === 'enquiry' || one.state === 'triage'],
        ['allocate', (one) => one.state === 'awaiting_allocation'],
        ['under_way', (one) => !['enquiry', 'triage', 'awaiting_allocation'].includes(one.state)],
    ];
    return (
        <Page title={t('cases:board.title')} lead={t('cases:board.lead')}>
            <Answer query={board} lines={5}>
                {(data) =>
                    data.cases.length === 0 ? (
                        <Empty icon="check" title={t('cases:board.none')} />
                    ) : (
                        groups.map(([key, belongs]) => {
                            const some = data.cases.filter(belongs);
                            return (
                                <Section key={key} title={t(`cases:board.group.${key}`)} aside={<Text c="dimmed">{some.length}</Text>}>
                                    {some.length === 0 ? (
                                        <Text c="dimmed">{t('cases:board.group_none')}</Text>
                                    ) : (
                                        <ul className={staff.list}>
                                            {some.map((one) => (
                                                <li key={one.case_id}>
                                                    <Row one={one} loads={data.loads} />
                                                </li>
                                            ))}
                                        </ul>
                                    )}
                                </Section>
                            );
                        })
                    )
                }
            </Answer>
        </Page>
    );
}

function Row({ one, loads }: { one: BoardCase; loads: BoardData['loads'] }) {
    const { t } = useTranslation();
    const may = useMay();
    const [doing, setDoing] = useState<'assess' | 'offer'>();
    const path = { person: one.person_id, case: one.case_id };
    const take = useMutation({
        mutationFn: () => answerOf(api.POST('/care/people/{person}/cases/{case}/taking', { params: { path } })),
        onSuccess: askAnew,
    });
    const unassessed = one.state === 'enquiry' || one.state === 'triage';
    return (
        <>
            <div className={staff.entry}>
                <span className={staff.entryHead}>
                    {t('cases:board.reference', { reference: one.reference })}
                    {urgent(one.risk) && <StateMark tone="warn">{t(`cases:risk.${one.risk}`)}</StateMark>}
                    {one.risk_flag && <StateMark tone="warn">{t('cases:board.flag')}</StateMark>}
                    <StateMark tone={one.offered_to ? 'busy' : 'plain'}>{one.offered_to ? t('cases:board.offered') : t(`cases:state.${one.state}`)}</StateMark>
                </span>
                <span>
                    {[one.service_title, one.language, one.place, one.mode && t(`cases:mode.${one.mode}`), ...one.skills].filter(Boolean).join(' · ')}
                </span>
                <span>
                    {t('cases:board.waits')} <DateText at={one.opened_at} style="ago" />
                </span>
            </div>
            <div className={staff.actions}>
                {one.mine ? (
                    <Button component={Link} to={`/desk/care/people/${one.person_id}/cases/${one.case_id}`} variant="default">
                        {t('cases:board.open')}
                    </Button>
                ) : (
                    !one.manager_id && (
                        <Button variant="default" onClick={() => take.mutate()} loading={take.isPending}>
                            {t('cases:board.take')}
                        </Button>
                    )
                )}
                {may('cases.read_walls') && (
                    <Button component={Link} to={`/desk/care/people/${one.person_id}/walls`} variant="default">
                        {t('cases:walls.title')}
                    </Button>
                )}
                {(unassessed || one.state === 'awaiting_allocation') && (
                    <Button variant="default" aria-expanded={doing === 'assess'} onClick={() => setDoing(doing === 'assess' ? undefined : 'assess')}>
                        {t('cases:board.assess')}
                    </Button>
                )}
                {one.state === 'awaiting_allocation' && !one.offered_to && (
                    <Button aria-expanded={doing === 'offer'} onClick={() => setDoing(doing === 'offer' ? undefined : 'offer')}>
                        {t('cases:board.find')}
                    </Button>
                )}
            </div>
            {take.isError && <ProblemNote error={take.error} />}
            {doing === 'assess' && <Assess one={one} done={() => setDoing(undefined)} />}
            {doing === 'offer' && <Offer one={one} loads={loads} done={() => setDoing(undefined)} />}
        </>
    );
}

function Assess({ one, done }: { one: BoardCase; done: () => void }) {
    const { t } = useTranslation();
    const words = useVocabulary();
    const [value, setValue] = useState({ service: one.service, risk: '', summary: '', language: one.language, place: one.place, mode: one.mode, skills: one.skills.join(', ') });
    const set = (key: keyof typeof value) => (event: { currentTarget: { value: string } }) => setValue({ ...value, [key]: event.currentTarget.value });
    const service = words.data?.services.find((s) => s.code === value.service);
    const send = useMutation({
        mutationFn: () =>
            answerOf(
                api.PUT('/care/people/{person}/cases/{case}/assessment', {
                    params: { path: { person: one.person_id, case: one.case_id } },
                    body: {
                        service: value.service,
                        risk: value.risk,
                        summary: value.summary,
                        ...(value.language && { language: value.language }),
                        ...(value.place && { place: value.place }),
                        ...(value.mode && { mode: value.mode }),
                        skills: value.skills.split(',').map((s) => s.trim()).filter(Boolean),
                    },
                }),
            ),
        onSuccess: () => {
            announce(t('cases:assess.done'));
            done();
            return askAnew();
        },
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        send.mutate();
    };
    return (
        <form className={classes.form} onSubmit={submit}>
            <div className={classes.row}>
                <NativeSelect
                    className={classes.grow} label={t('cases:assess.service')} value={value.service} onChange={set('service')} required
                    data={[{ value: '', label: '' }, ...(words.data?.services ?? []).map((s) => ({ value: s.code, label: s.title }))]}
                />
                <NativeSelect
                    className={classes.grow} label={t('cases:assess.risk')} value={value.risk} onChange={set('risk')} required
                    data={[{ value: '', label: '' }, ...risks.map((r) => ({ value: r, label: t(`cases:risk.${r}`) }))]}
                />
                <NativeSelect
                    className={classes.grow} label={t('cases:assess.mode')} value={value.mode} onChange={set('mode')}
                    data={[{ value: '', label: '' }, ...(service?.modes ?? []).map((m) => ({ value: m, label: t(`cases:mode.${m}`) }))]}
                />
            </div>
            <div className={classes.row}>
                <TextInput className={classes.grow} label={t('cases:assess.language')} value={value.language} onChange={set('language')} />
                <TextInput className={classes.grow} label={t('cases:assess.place')} value={value.place} onChange={set('place')} />
                <TextInput className={classes.grow} label={t('cases:assess.skills')} value={value.skills} onChange={set('skills')} />
            </div>
            <Textarea label={t('cases:assess.summary')} value={value.summary} onChange={set('summary')} autosize minRows={3} required />
            {send.isError && <ProblemNote error={send.error} />}
            <div className={staff.actions}>
                <Button type="submit" loading={send.isPending}>
                    {t('cases:assess.save')}
                </Button>
            </div>
        </form>
    );
}

function Offer({ one, loads, done }: { one: BoardCase; loads: BoardData['loads']; done: () => void }) {
    const { t } = useTranslation();
    const query = { skills: one.skills.join(','), language: one.language, place: one.place, mode: one.mode };
    const found = useQuery({
        queryKey: ['care', 'proposals', query],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/clinicians/proposals', { params: { query }, signal }))).proposals,
    });
    const offer = useMutation({
        mutationFn: (account_id: string) =>
            answerOf(api.POST('/care/people/{person}/cases/{case}/offers', { params: { path: { person: one.person_id, case: one.case_id } }, body: { account_id } })),
        onSuccess: () => {
            announce(t('cases:offer.done'));
            done();
            return askAnew();
        },
    });
    return (
        <div className={classes.form}>
            {offer.isError && <ProblemNote error={offer.error} />}
            <Answer query={found}>
                {(all) =>
                    all.length === 0 ? (
                        <Empty icon="people" title={t('cases:offer.none')} />
                    ) : (
                        <ul className={staff.list}>
                            {all.map((who) => (
                                <li key={who.account_id}>
                                    <div className={staff.entry}>
                                        <span className={staff.entryHead}>{who.name}</span>
                                        <span>{[...who.skills, ...who.languages, ...who.places].join(' · ')}</span>
                                        <span>
                                            {t('cases:offer.load', { spaces: who.spaces, cases: loads.find((l) => l.account_id === who.account_id)?.cases ?? 0 })}
                                        </span>
                                        <span>
                                            {who.says_hours && who.next_free_local
                                                ? t('practice:hours.next', { at: dayAndTime(who.next_free_local), hours: Math.round(who.free_minutes / 60) })
                                                : t('practice:hours.unsaid')}
                                        </span>
                                    </div>
                                    <Button onClick={() => offer.mutate(who.account_id)} loading={offer.isPending}>
                                        {t('cases:offer.offer')}
                                    </Button>
                                </li>
                            ))}
                        </ul>
                    )
                }
            </Answer>
        </div>
    );
}
