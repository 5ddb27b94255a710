import { Button, NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import type { Body } from '../../shared/api/types';
import { addTexts } from '../../shared/i18n';
import { browserZone } from '../../shared/i18n/format';
import texts from '../../shared/i18n/en/critical.json';
import { Answer, Empty, ProblemNote } from '../../shared/parts/answers';
import { Page, Section } from '../../shared/parts/Page';
import { DateText, StateMark } from '../../shared/parts/small';
import { useMay } from '../../staff/questions';
import { memory } from '../../staff/session';
import classes from '../care.module.css';
import { SessionTime } from './SessionTime';

addTexts('critical', texts);

type Incident = Body<'/care/critical-incidents', 'get', 200>['incidents'][number];
type Session = Incident['sessions'][number];

const again = () => void memory.invalidateQueries({ queryKey: ['critical'] });

/** Incidents of organisations: all of them for who manages, one's own for who responds. */
export default function Incidents() {
    const { t } = useTranslation();
    const may = useMay();
    const all = useQuery({ queryKey: ['critical', 'all'], queryFn: ({ signal }) => answerOf(api.GET('/care/critical-incidents', { signal })), enabled: may('critical.list') });
    const mine = useQuery({ queryKey: ['critical', 'mine'], queryFn: ({ signal }) => answerOf(api.GET('/care/critical-incidents/mine', { signal })), enabled: may('critical.respond') });
    const list = (incidents: Incident[], part: (one: Incident) => ReactNode) =>
        incidents.length === 0 ? <Empty icon="check" title={t('critical:desk.none')} /> : incidents.map((one) => <section key={one.incident_id}>{part(one)}</section>);
    return (
        <Page title={t('critical:desk.title')} lead={t('critical:desk.lead')}>
            {may('critical.respond') && (
                <Section title={t('critical:desk.mine_title')}>
                    <Answer query={mine} lines={2}>
                        {({ incidents }) => list(incidents, (one) => <One one={one} responds />)}
                    </Answer>
                </Section>
            )}
            {may('critical.list') && (
                <Answer query={all} lines={4}>
                    {({ incidents }) => list(incidents, (one) => <One one={one} manages={may('critical.manage')} />)}
                </Answer>
            )}
        </Page>
    );
}

function One({ one, manages = false, responds = false }: { one: Incident; manages?: boolean; responds?: boolean }) {
    const { t } = useTranslation();
    const incident = one.incident_id;
    const decide = useMutation({
        mutationFn: (state: string) => answerOf(api.PUT('/care/critical-incidents/{incident}/state', { params: { path: { incident } }, body: { state } })),
        onSuccess: again,
    });
    const moves: [string, string][] =
        one.state === 'reported'
            ? [
                  ['accepted', 'accept'],
                  ['declined', 'decline'],
              ]
            : one.state === 'accepted'
              ? [['closed', 'close']]
              : [];
    return (
        <Section title={one.organisation} aside={<StateMark tone={one.state === 'accepted' ? 'busy' : 'plain'}>{t(`critical:state.${one.state}`)}</StateMark>}>
            <p className={classes.small}>
                {t('critical:desk.reported')} <DateText at={one.reported_at} /> · {one.place}
            </p>
            <p className={classes.text}>{one.what}</p>
            <p className={classes.small}>
                {t('critical:desk.contact')} {one.contact}
            </p>
            <ul className={classes.list}>
                {one.sessions.map((session) => (
                    <li key={session.session_id} className={classes.contact}>
                        <OneSession incident={incident} session={session} manages={manages} responds={responds} />
                    </li>
                ))}
            </ul>
            {manages && one.state === 'accepted' && (
                <>
                    <Responders one={one} />
                    <Plan incident={incident} />
                </>
            )}
            {decide.isError && <ProblemNote error={decide.error} />}
            {manages && moves.length > 0 && (
                <div className={classes.choices}>
                    {moves.map(([state, key]) => (
                        <Button key={state} variant="default" loading={decide.isPending && decide.variables === state} onClick={() => decide.mutate(state)}>
                            {t(`critical:desk.${key}`)}
                        </Button>
                    ))}
                </div>
            )}
        </Section>
    );
}

function OneSession({ incident, session, manages, responds }: { incident: string; session: Session; manages: boolean; responds: boolean }) {
    const { t } = useTranslation();
    const [count, setCount] = useState<string | number>('');
    const path = { incident, session: session.session_id };
    const held = useMutation({
        mutationFn: () => answerOf(api.PUT('/care/critical-incidents/{incident}/sessions/{session}/headcount', { params: { path }, body: { headcount: Number(count) } })),
        onSuccess: again,
    });
    const cancel = useMutation({
        mutationFn: () => answerOf(api.DELETE('/care/critical-incidents/{incident}/sessions/{session}', { params: { path } })),
        onSuccess: again,
    });
    return (
        <>
            <div className={classes.choices}>
                <SessionTime session={session} />
                <span>{session.place}</span>
                <StateMark tone={session.state === 'held' ? 'ok' : 'plain'}>{t(`critical:state.${session.state}`)}</StateMark>
                {session.headcount !== undefined && <span>{t('critical:own.came', { count: session.headcount })}</span>}
            </div>
            {(held.isError || cancel.isError) && <ProblemNote error={held.error ?? cancel.error} />}
            {session.state === 'planned' && responds && (
                <form
                    className={classes.form}
                    onSubmit={(event) => {
                        event.preventDefault();
                        held.mutate();
                    }}
                >
                    <NumberInput label={t('critical:desk.headcount')} description={t('critical:desk.headcount_hint')} min={0} max={10_000} allowDecimal={false} value={count} onChange={setCount} />
                    <Button type="submit" className={classes.start} loading={held.isPending} disabled={count === ''}>
                        {t('critical:desk.note')}
                    </Button>
                </form>
            )}
            {session.state === 'planned' && manages && (
                <Button size="xs" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
                    {t('critical:desk.cancel')}
                </Button>
            )}
        </>
    );
}

function Responders({ one }: { one: Incident }) {
    const { t } = useTranslation();
    const [account, setAccount] = useState('');
    const add = useMutation({
        mutationFn: () => answerOf(api.PUT('/care/critical-incidents/{incident}/responders/{account}', { params: { path: { incident: one.incident_id, account: account.trim() } } })),
        onSuccess: () => {
            setAccount('');
            again();
        },
    });
    const clinicians = useQuery({ queryKey: ['critical', 'clinicians'], queryFn: ({ signal }) => answerOf(api.GET('/care/clinicians', { signal })) });
    const name = (id: string) => clinicians.data?.clinicians.find((person) => person.account_id === id)?.name ?? id;
    const now = one.responders.filter((responder) => !responder.ended_at);
    return (
        <form
            className={classes.form}
            onSubmit={(event: FormEvent) => {
                event.preventDefault();
                add.mutate();
            }}
        >
            <p className={classes.small}>
                {t('critical:desk.responders')}: {now.map((responder) => name(responder.account_id)).join(', ') || t('critical:desk.no_responders')}
            </p>
            <TextInput
                label={t('critical:desk.responder')}
                value={account}
                autoComplete="off"
                list="critical-clinicians"
                onChange={(event) => setAccount(event.currentTarget.value)}
            />
            <datalist id="critical-clinicians">
                {clinicians.data?.clinicians.map((person) => (
                    <option key={person.account_id} value={person.account_id}>
                        {person.name}
                    </option>
                ))}
            </datalist>
            {add.isError && <ProblemNote error={add.error} />}
            <Button type="submit" variant="default" className={classes.start} loading={add.isPending} disabled={account.trim().length !== 36}>
                {t('critical:desk.add_responder')}
            </Button>
        </form>
    );
}

function Plan({ incident }: { incident: string }) {
    const { t } = useTranslation();
    const [local, setLocal] = useState('');
    const [zone, setZone] = useState(browserZone());
    const [minutes, setMinutes] = useState<string | number>(90);
    const [place, setPlace] = useState('');
    const plan = useMutation({
        mutationFn: () =>
            answerOf(
                api.POST('/care/critical-incidents/{incident}/sessions', {
                    params: { path: { incident } },
                    body: { local, zone: zone.trim(), minutes: Number(minutes), place },
                }),
            ),
        onSuccess: () => {
            setPlace('');
            again();
        },
    });
    return (
        <form
            className={classes.said}
            aria-label={t('critical:desk.session')}
            onSubmit={(event) => {
                event.preventDefault();
                plan.mutate();
            }}
        >
            <TextInput type="datetime-local" label={t('critical:desk.starts')} value={local} onChange={(event) => setLocal(event.currentTarget.value.slice(0, 16))} />
            <TextInput label={t('critical:desk.zone')} value={zone} maxLength={60} autoComplete="off" onChange={(event) => setZone(event.currentTarget.value)} />
            <NumberInput label={t('critical:desk.minutes')} min={10} max={480} value={minutes} onChange={setMinutes} />
            <TextInput label={t('critical:desk.place')} value={place} maxLength={200} onChange={(event) => setPlace(event.currentTarget.value)} />
            {plan.isError && <ProblemNote error={plan.error} />}
            <Button type="submit" variant="default" loading={plan.isPending} disabled={local === '' || zone.trim() === '' || place.trim() === ''}>
                {t('critical:desk.plan')}
            </Button>
        </form>
    );
}
