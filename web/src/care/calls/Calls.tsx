import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import type { Body } from '../../shared/api/types';
import { announce } from '../../shared/parts/announce';
import { Answer, Empty, ProblemNote } from '../../shared/parts/answers';
import { Page, Section } from '../../shared/parts/Page';
import { DateText, StateMark, type Tone } from '../../shared/parts/small';
import { useMay } from '../../staff/questions';
import { memory } from '../../staff/session';
import classes from '../care.module.css';
import { FindPerson } from '../FindPerson';
import { Listen } from './Listen';

type Call = Body<'/care/calls', 'get', 200>['calls'][number];
type Callback = Body<'/care/callbacks', 'get', 200>['callbacks'][number];

const again = () => void memory.invalidateQueries({ queryKey: ['care'] });
const outcomes = ['reached', 'no_answer', 'busy', 'wrong_number', 'message_left', 'given_up'] as const;
const tones: Record<string, Tone> = { stored: 'ok', objected: 'warn', uploading: 'busy' };

/** The helpline's calls: whom to call back and how they may be reached, then what came in. */
export default function Calls() {
    const { t } = useTranslation();
    const due = useQuery({ queryKey: ['care', 'callbacks'], queryFn: ({ signal }) => answerOf(api.GET('/care/callbacks', { signal })), refetchOnWindowFocus: false });
    const calls = useQuery({ queryKey: ['care', 'calls'], queryFn: ({ signal }) => answerOf(api.GET('/care/calls', { signal })), refetchOnWindowFocus: false });
    return (
        <Page title={t('calls:calls.title')} lead={t('calls:calls.lead')}>
            <Section title={t('calls:calls.due')}>
                <Answer query={due} lines={3}>
                    {({ callbacks }) =>
                        callbacks.length === 0 ? (
                            <Empty icon="check" title={t('calls:calls.due_none')} />
                        ) : (
                            <ul className={classes.list}>
                                {callbacks.map((one) => (
                                    <li key={one.callback_id} className={classes.contact}>
                                        <ToCall one={one} />
                                    </li>
                                ))}
                            </ul>
                        )
                    }
                </Answer>
            </Section>
            <Section title={t('calls:calls.latest')}>
                <Answer query={calls} lines={4}>
                    {({ calls: all }) =>
                        all.length === 0 ? (
                            <Empty icon="people" title={t('calls:calls.none')} />
                        ) : (
                            <ul className={classes.list}>
                                {all.map((one) => (
                                    <li key={one.call_id} className={classes.contact}>
                                        <OneCall one={one} />
                                    </li>
                                ))}
                            </ul>
                        )
                    }
                </Answer>
            </Section>
        </Page>
    );
}

function ToCall({ one }: { one: Callback }) {
    const { t } = useTranslation();
    const note = useMutation({
        mutationFn: (outcome: string) =>
            answerOf(api.POST('/care/service-users/{person}/callbacks/{callback}/attempts', { params: { path: { person: one.person_id, callback: one.callback_id } }, body: { outcome } })),
        onSuccess: () => {
            announce(t('calls:callback.saved'));
            again();
        },
    });
    const possible = outcomes.filter((outcome) => outcome !== 'message_left' || one.may_leave_message);
    return (
        <>
            <div className={classes.choices}>
                <span className={classes.name}>{one.name}</span>
                {one.number && <span>{one.number}</span>}
                <StateMark tone={one.may_call_now ? 'ok' : 'warn'}>{t(one.may_call_now ? 'calls:callback.now' : 'calls:callback.later')}</StateMark>
                <StateMark tone={one.may_leave_message ? 'plain' : 'warn'}>{t(one.may_leave_message ? 'calls:callback.message' : 'calls:callback.no_message')}</StateMark>
            </div>
            <p className={classes.small}>
                {t('calls:callback.due')} <DateText at={one.due_at} />
                {one.from && ` · ${t('calls:callback.hours', { from: one.from, until: one.until ?? '24:00' })}`}
                {one.ask_for && ` · ${t('calls:callback.ask_for', { name: one.ask_for })}`}
                {one.attempts > 0 && ` · ${t('calls:callback.tried', { count: one.attempts })}`}
                {one.last && ` · ${t('calls:callback.last', { outcome: t(`calls:outcome.${one.last}`) })}`}
            </p>
            <p className={classes.text}>{one.why}</p>
            {note.isError && <ProblemNote error={note.error} />}
            <div className={classes.choices} role="group" aria-label={one.name}>
                {possible.map((outcome) => (
                    <Button
                        key={outcome}
                        size="xs"
                        variant={outcome === 'reached' ? 'filled' : 'default'}
                        disabled={!one.may_call_now && outcome !== 'given_up'}
                        loading={note.isPending && note.variables === outcome}
                        onClick={() => note.mutate(outcome)}
                    >
                        {t(`calls:outcome.${outcome}`)}
                    </Button>
                ))}
            </div>
        </>
    );
}

function OneCall({ one }: { one: Call }) {
    const { t } = useTranslation();
    const may = useMay();
    const [doing, setDoing] = useState<'listen' | 'whose'>();
    const toggle = (what: 'listen' | 'whose') => () => setDoing(doing === what ? undefined : what);
    return (
        <>
            <div className={classes.choices}>
                <span className={classes.name}>{one.name}</span>
                <StateMark tone={one.state === 'talking' ? 'busy' : one.state === 'missed' ? 'warn' : 'plain'}>{t(`calls:state.${one.state}`)}</StateMark>
                <StateMark tone={tones[one.recording] ?? 'plain'}>{t(`calls:recording.${one.recording}`)}</StateMark>
                {!one.notice_played && <StateMark tone="plain">{t('calls:calls.no_notice')}</StateMark>}
            </div>
            <p className={classes.small}>
                {t(`calls:direction.${one.direction}`)} <DateText at={one.started_at} />
                {one.from && ` · ${t('calls:calls.from', { number: one.from })}`}
                {one.queue && ` · ${one.queue}`}
            </p>
            <div className={classes.choices}>
                {one.recording === 'stored' && may('calls.review') && (
                    <Button size="xs" variant="default" aria-expanded={doing === 'listen'} onClick={toggle('listen')}>
                        {t('calls:listen.begin')}
                    </Button>
                )}
                {may('calls.identify') && (
                    <Button size="xs" variant="default" aria-expanded={doing === 'whose'} onClick={toggle('whose')}>
                        {t('calls:calls.whose')}
                    </Button>
                )}
            </div>
            {doing === 'listen' && <Listen person={one.person_id} door="reviews" />}
            {doing === 'whose' && <Whose one={one} />}
        </>
    );
}

function Whose({ one }: { one: Call }) {
    const { t } = useTranslation();
    const save = useMutation({
        mutationFn: (person_id: string) =>
            answerOf(api.POST('/care/service-users/{person}/calls/{call}/person', { params: { path: { person: one.person_id, call: one.call_id } }, body: { person_id } })),
        onSuccess: again,
    });
    return (
        <>
            {save.isError && <ProblemNote error={save.error} />}
            <FindPerson action={t('calls:calls.theirs')} busy={save.isPending} onFound={(person) => save.mutate(person)} />
        </>
    );
}
