import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { addTexts } from '../../shared/i18n';
import texts from '../../shared/i18n/en/calls.json';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { Section } from '../../shared/parts/Page';
import { DateText } from '../../shared/parts/small';
import classes from '../care.module.css';

addTexts('calls', texts);

/** By which right one listens: to somebody one is assigned to, or to watch over the quality of the service. */
type Door = 'people' | 'reviews';

/** The recordings of one person. Nothing sounds before it was said why. */
export function Listen({ person, door }: { person: string; door: Door }) {
    const { t } = useTranslation();
    const calls = useQuery({
        queryKey: ['care', 'calls-of', person, door],
        queryFn: ({ signal }) =>
            door === 'people'
                ? answerOf(api.GET('/care/people/{person}/calls', { params: { path: { person } }, signal }))
                : answerOf(api.GET('/care/reviews/{person}/calls', { params: { path: { person } }, signal })),
        refetchOnWindowFocus: false,
    });
    return (
        <Section title={t('calls:listen.title')}>
            <p className={classes.small}>{t('calls:listen.lead')}</p>
            <Answer query={calls} lines={2}>
                {({ calls: all }) => {
                    const whole = all.flatMap((call) => call.recordings.filter((one) => one.whole).map((one) => ({ ...one, started: call.started_at })));
                    if (whole.length === 0) return <p className={classes.small}>{t('calls:listen.none')}</p>;
                    return (
                        <ul className={classes.list}>
                            {whole.map((one) => (
                                <li key={one.recording_id} className={classes.contact}>
                                    <DateText at={one.started} />
                                    <Play person={person} door={door} recording={one.recording_id} started={one.started} />
                                </li>
                            ))}
                        </ul>
                    );
                }}
            </Answer>
        </Section>
    );
}

function Play({ person, door, recording, started }: { person: string; door: Door; recording: string; started: string }) {
    const { t, i18n } = useTranslation();
    const [reason, setReason] = useState('');
    const player = useRef<HTMLAudioElement>(null);
    const open = useMutation({
        mutationFn: () => {
            const given = { params: { path: { person } }, body: { recording_id: recording, reason } };
            return door === 'people' ? answerOf(api.POST('/care/people/{person}/playbacks', given)) : answerOf(api.POST('/care/reviews/{person}/playbacks', given));
        },
    });
    if (open.data) {
        const step = (seconds: number) => () => {
            if (player.current) player.current.currentTime = Math.max(0, player.current.currentTime + seconds);
        };
        return (
            <div className={classes.form}>
                {/* Speech of somebody who calls for help has no captions. */}
                <audio
                    ref={player}
                    controls
                    autoPlay
                    preload="metadata"
                    controlsList="nodownload noplaybackrate"
                    src={open.data.url}
                    aria-label={t('calls:listen.player', { date: new Date(started).toLocaleString(i18n.language) })}
                    onContextMenu={(event) => event.preventDefault()}
                />
                <div className={classes.choices}>
                    <Button variant="default" onClick={step(-10)}>
                        {t('calls:listen.back')}
                    </Button>
                    <Button variant="default" onClick={step(10)}>
                        {t('calls:listen.on')}
                    </Button>
                </div>
                <p className={classes.small}>
                    {t('calls:listen.until')} <DateText at={open.data.until} />
                </p>
            </div>
        );
    }
    return (
        <form
            className={classes.form}
            onSubmit={(event) => {
                event.preventDefault();
                open.mutate();
            }}
        >
            <TextInput
                label={t('calls:listen.why')}
                description={t('calls:listen.why_hint')}
                value={reason}
                maxLength={1000}
                autoComplete="off"
                onChange={(event) => setReason(event.currentTarget.value)}
            />
            {open.isError && <ProblemNote error={open.error} />}
            <Button type="submit" className={classes.start} loading={open.isPending} disabled={reason.trim().length < 10}>
                {t('calls:listen.begin')}
            </Button>
        </form>
    );
}
