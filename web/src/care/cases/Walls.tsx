import { Button, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import type { Body } from '../../shared/api/types';
import { Answer, Empty } from '../../shared/parts/answers';
import { Page, Section } from '../../shared/parts/Page';
import { DateText, StateMark } from '../../shared/parts/small';
import { ActForm, Choose, useAct } from '../../staff/parts/Act';
import { useMay } from '../../staff/questions';
import staff from '../../staff/staff.module.css';
import classes from './cases.module.css';

type Wall = Body<'/care/people/{person}/walls', 'get', 200>['walls'][number];

function useColleagues() {
    const may = useMay();
    return useQuery({
        queryKey: ['care', 'colleagues'],
        enabled: may('staff.colleagues'),
        queryFn: async ({ signal }) => (await answerOf(api.GET('/staff/colleagues', { signal }))).colleagues,
    });
}

type Colleagues = NonNullable<ReturnType<typeof useColleagues>['data']>;

/** Two of one name are told apart by what they do. */
function labelOf(who: Colleagues[number], all: Colleagues): string {
    return all.filter((one) => one.name === who.name).length > 1 ? `${who.name} (${who.roles.join(', ') || who.account_id.slice(-4)})` : who.name;
}

/** Who is kept out of a person's file, whatever else would open it: since when, and why. */
export default function Walls() {
    const { t } = useTranslation();
    const { person = '' } = useParams();
    const walls = useQuery({
        queryKey: ['care', 'walls', person],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/people/{person}/walls', { params: { path: { person } }, signal }))).walls,
    });
    return (
        <Page title={t('cases:walls.title')} lead={t('cases:walls.lead')} back={{ to: '/desk/care/board', text: t('cases:board.title') }}>
            <Answer query={walls} lines={2}>
                {(all) => {
                    const stand = all.filter((one) => !one.ended_at);
                    const past = all.filter((one) => one.ended_at);
                    return (
                        <>
                            <Section title={t('cases:walls.standing')}>
                                {stand.length === 0 ? (
                                    <Empty icon="check" title={t('cases:walls.none')} />
                                ) : (
                                    <ul className={staff.list}>
                                        {stand.map((one) => (
                                            <li key={one.since}>
                                                <Standing person={person} one={one} />
                                            </li>
                                        ))}
                                    </ul>
                                )}
                            </Section>
                            <Section title={t('cases:walls.new')}>
                                <PutUp person={person} />
                            </Section>
                            {past.length > 0 && (
                                <Section title={t('cases:walls.past')}>
                                    <ul className={staff.list}>
                                        {past.map((one) => (
                                            <li key={one.since}>
                                                <Words one={one} />
                                            </li>
                                        ))}
                                    </ul>
                                </Section>
                            )}
                        </>
                    );
                }}
            </Answer>
        </Page>
    );
}

function Words({ one }: { one: Wall }) {
    const { t } = useTranslation();
    const colleagues = useColleagues();
    const all = colleagues.data ?? [];
    const whom = all.find((who) => who.account_id === one.account_id);
    const name = !one.account_id ? t('cases:walls.everybody') : whom ? labelOf(whom, all) : t('cases:walls.colleague', { id: one.account_id.slice(-8) });
    return (
        <div className={staff.entry}>
            <span className={staff.entryHead}>
                {name}
                {one.ended_at && <StateMark tone="plain">{t('cases:walls.ended')}</StateMark>}
            </span>
            <span className={classes.text}>{one.reason}</span>
            {one.ended_reason && <span className={classes.text}>{t('cases:walls.ended_why', { reason: one.ended_reason })}</span>}
            <span className={staff.small}>
                {t('cases:walls.since')} <DateText at={one.since} style="date" />
            </span>
        </div>
    );
}

function Standing({ person, one }: { person: string; one: Wall }) {
    const { t } = useTranslation();
    const [asking, setAsking] = useState(false);
    const [reason, setReason] = useState('');
    const end = useAct(
        () => answerOf(api.POST('/care/people/{person}/wall/end', { params: { path: { person } }, body: { account_id: one.account_id, reason: reason.trim() } })),
        { done: t('cases:walls.taken_down'), stale: ['care'] },
    );
    return (
        <>
            <Words one={one} />
            {!asking && (
                <Button variant="default" onClick={() => setAsking(true)}>
                    {t('cases:walls.take_down')}
                </Button>
            )}
            {asking && (
                <ActForm bare action={t('cases:walls.take_down')} busy={end.isPending} error={end.error} onSubmit={() => end.mutate()} onCancel={() => setAsking(false)}>
                    <Textarea label={t('cases:walls.why_down')} value={reason} onChange={(e) => setReason(e.currentTarget.value)} autosize minRows={2} maxLength={1000} required />
                </ActForm>
            )}
        </>
    );
}

function PutUp({ person }: { person: string }) {
    const { t } = useTranslation();
    const colleagues = useColleagues();
    const names = [...(colleagues.data ?? [])].sort((a, b) => a.name.localeCompare(b.name));
    const [whom, setWhom] = useState('');
    const [reason, setReason] = useState('');
    const put = useAct(
        () => {
            const account_id = whom === 'everybody' ? undefined : whom;
            return answerOf(api.PUT('/care/people/{person}/wall', { params: { path: { person } }, body: { ...(account_id && { account_id }), reason: reason.trim() } }));
        },
        {
            done: t('cases:walls.put_up'),
            stale: ['care'],
            then: () => {
                setWhom('');
                setReason('');
            },
        },
    );
    return (
        <ActForm action={t('cases:walls.action')} busy={put.isPending} error={put.error} onSubmit={() => put.mutate()}>
            <Text>{t('cases:walls.what')}</Text>
            <Choose
                label={t('cases:walls.whom')}
                value={whom}
                onChoose={setWhom}
                required
                options={[
                    { value: 'everybody', label: t('cases:walls.everybody') },
                    ...names.map((who) => ({ value: who.account_id, label: labelOf(who, names) })),
                ]}
            />
            <Textarea label={t('cases:walls.why')} description={t('cases:walls.why_help')} value={reason} onChange={(e) => setReason(e.currentTarget.value)} autosize minRows={2} maxLength={1000} required />
        </ActForm>
    );
}
