import { Button, Radio, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { dateOnly, day } from '../../shared/i18n/format';
import { Answer, Empty, ProblemNote } from '../../shared/parts/answers';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { Facts, StateMark } from '../../shared/parts/small';
import { ActForm, useAct } from '../../staff/parts/Act';
import staff from '../../staff/staff.module.css';
import classes from '../cases/cases.module.css';
import { type Listed, type One, outcomes, today, useListed } from './questions';

const waits = (one: { state: string }) => one.state === 'passed_on' || one.state === 'acknowledged';

/** The privacy officer's list: what people ask of their data, the first due in front. */
export default function Officer() {
    const { t } = useTranslation();
    const listed = useListed();
    return (
        <Page title={t('requests:officer.title')} lead={t('requests:officer.lead')}>
            <Answer query={listed} lines={4}>
                {(all) => (
                    <>
                        <Section title={t('requests:officer.waiting')}>
                            {all.some(waits) ? <List all={all.filter(waits)} /> : <Empty icon="check" title={t('requests:officer.none')}>{t('requests:officer.none_why')}</Empty>}
                        </Section>
                        <Section title={t('requests:officer.closed')}>
                            {all.every(waits) ? <Text c="dimmed">{t('requests:officer.none_closed')}</Text> : <List all={all.filter((one) => !waits(one))} />}
                        </Section>
                    </>
                )}
            </Answer>
        </Page>
    );
}

function List({ all }: { all: Listed[] }) {
    return (
        <>
            {all.map((one) => (
                <Entry key={one.request_id} one={one} />
            ))}
        </>
    );
}

function Entry({ one }: { one: Listed }) {
    const { t } = useTranslation();
    const [open, setOpen] = useState(false);
    return (
        <Sheet>
            <div className={classes.form}>
                <span className={staff.entryHead}>
                    {t(`requests:kind.${one.kind}`)}
                    <StateMark tone={waits(one) ? 'busy' : one.state === 'answered' ? 'ok' : 'plain'}>{t(`requests:state.${one.state}`)}</StateMark>
                    {one.overdue && <StateMark tone="warn">{t('requests:officer.overdue')}</StateMark>}
                </span>
                <span className={staff.small}>
                    {waits(one) ? t('requests:officer.due', { due: day(one.due_on) }) : t('requests:officer.asked', { received: day(one.received_on) })} · {t(`requests:how.${one.how}`)}
                </span>
                <div className={staff.actions}>
                    <Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
                        {t('requests:officer.read')}
                    </Button>
                </div>
                {open && <Opened person={one.person_id} request={one.request_id} />}
            </div>
        </Sheet>
    );
}

function Opened({ person, request }: { person: string; request: string }) {
    const path = { person, request };
    const known = useQuery({
        queryKey: ['care', 'request', request],
        queryFn: ({ signal }) => answerOf(api.GET('/care/service-users/{person}/requests/{request}', { params: { path }, signal })),
    });
    return (
        <Answer query={known} lines={4}>
            {(one) => (
                <>
                    <Shown one={one} />
                    {waits(one) && <Course one={one} path={path} />}
                </>
            )}
        </Answer>
    );
}

function useReach(who: One['who']): string {
    const { t } = useTranslation();
    if (who.safe_channels.length === 0) return t('requests:officer.no_way');
    const { safe_from: from, safe_until: until } = who;
    const hours = from && until ? t('requests:officer.hours', { from, until }) : from ? t('requests:officer.from', { from }) : until ? t('requests:officer.until', { until }) : '';
    return [
        who.safe_channels.map((way) => t(`requests:officer.way.${way}`)).join(', '),
        hours,
        who.safe_channels.includes('phone') ? t(who.voicemail ? 'requests:officer.voicemail' : 'requests:officer.no_voicemail') : '',
        who.ask_for ? t('requests:officer.ask_for', { name: who.ask_for }) : '',
    ]
        .filter(Boolean)
        .join('; ');
}

function Shown({ one }: { one: One }) {
    const { t } = useTranslation();
    const { who } = one;
    const reach = useReach(who);
    const passed = one.passed_on_by ? t('requests:officer.by_colleague', { name: t('requests:officer.colleague') }) : t('requests:officer.by_themself');
    const only = (name: string, value: string | undefined): [string, ReactNode][] => (value ? [[name, value]] : []);
    return (
        <>
            <Words title={t('requests:officer.words')} text={one.words} />
            <Facts
                rows={[
                    [t('requests:officer.who'), who.known_as ? `${who.name} (${t('requests:officer.known_as', { name: who.known_as })})` : who.name],
                    ...only(t('requests:officer.birth_date'), who.birth_date && day(who.birth_date)),
                    [t('requests:officer.reach'), reach],
                    ...only(t('requests:officer.phone'), who.phone),
                    ...only(t('requests:officer.email'), who.email),
                    ...only(t('requests:officer.address'), who.address.join(', ')),
                    [t('requests:officer.territory'), who.territory],
                    [t('requests:officer.received'), `${day(one.received_on)} · ${t(`requests:how.${one.how}`)}`],
                    [t('requests:officer.passed'), `${dateOnly(one.passed_on_at)}, ${passed}`],
                    ...only(t('requests:officer.answered_on'), one.answered_on && day(one.answered_on)),
                ]}
            />
            {one.answer && <Words title={t(one.state === 'refused' ? 'requests:officer.refusal' : 'requests:officer.answer')} text={one.answer} />}
        </>
    );
}

function Words({ title, text }: { title: string; text: string }) {
    return (
        <div>
            <Text fw={650}>{title}</Text>
            <Text className={classes.text}>{text}</Text>
        </div>
    );
}

function Course({ one, path }: { one: One; path: { person: string; request: string } }) {
    const { t } = useTranslation();
    const [value, setValue] = useState({ outcome: '', on: today(), words: '' });
    const set = (change: Partial<typeof value>) => setValue({ ...value, ...change });
    const acknowledge = useAct(() => answerOf(api.POST('/care/service-users/{person}/requests/{request}/acknowledgement', { params: { path } })), {
        done: t('requests:officer.acknowledged'),
        stale: ['care'],
    });
    const close = useAct(() => answerOf(api.POST('/care/service-users/{person}/requests/{request}/answer', { params: { path }, body: value })), {
        done: t('requests:officer.saved'),
        stale: ['care'],
    });
    const refused = value.outcome === 'refused';
    return (
        <>
            {one.state === 'passed_on' && (
                <div className={staff.actions}>
                    <Button variant="default" onClick={() => acknowledge.mutate()} loading={acknowledge.isPending}>
                        {t('requests:officer.acknowledge')}
                    </Button>
                </div>
            )}
            {acknowledge.isError && <ProblemNote error={acknowledge.error} />}
            <ActForm bare action={t('requests:officer.save')} busy={close.isPending} error={close.error} onSubmit={() => close.mutate()}>
                <Radio.Group label={t('requests:officer.outcome')} value={value.outcome} onChange={(outcome) => set({ outcome })} required>
                    {outcomes.map((code) => (
                        <Radio key={code} value={code} label={t(`requests:officer.outcomes.${code}`)} mt="xs" required />
                    ))}
                </Radio.Group>
                <TextInput type="date" label={t('requests:officer.on')} value={value.on} min={one.received_on} max={today()} required onChange={(e) => set({ on: e.currentTarget.value })} />
                <Textarea
                    label={t(refused ? 'requests:officer.refusal' : 'requests:officer.answer')} description={t(refused ? 'requests:officer.refusal_hint' : 'requests:officer.answer_hint')}
                    value={value.words} autosize minRows={3} maxLength={10_000} required onChange={(e) => set({ words: e.currentTarget.value })}
                />
            </ActForm>
        </>
    );
}
