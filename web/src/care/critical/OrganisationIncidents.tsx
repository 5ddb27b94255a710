import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { addTexts } from '../../shared/i18n';
import texts from '../../shared/i18n/en/critical.json';
import { announce } from '../../shared/parts/announce';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { Page, Section } from '../../shared/parts/Page';
import { Facts, StateMark } from '../../shared/parts/small';
import classes from '../care.module.css';
import { SessionTime } from './SessionTime';

addTexts('critical', texts);

/** What an organisation tells of an incident, and all that it learns: state, sessions, and numbers of enough people. */
function OrganisationIncidents() {
    const { t, i18n } = useTranslation();
    const own = useQuery({ queryKey: ['critical-own'], queryFn: ({ signal }) => answerOf(api.GET('/care/organisation/critical-incidents', { signal })) });
    return (
        <Section title={t('critical:own.title')}>
            <p className={classes.small}>{t('critical:own.lead')}</p>
            <Tell />
            <Answer query={own} lines={2}>
                {({ incidents, threshold }) => (
                    <>
                        {incidents.length === 0 && <p className={classes.small}>{t('critical:own.none')}</p>}
                        <ul className={classes.list}>
                            {incidents.map((one) => (
                                <li key={one.incident_id} className={classes.contact}>
                                    <div className={classes.choices}>
                                        <span className={classes.name}>{t('critical:own.incident', { date: new Date(one.since).toLocaleDateString(i18n.language) })}</span>
                                        <StateMark tone={one.state === 'accepted' ? 'busy' : 'plain'}>{t(`critical:state.${one.state}`)}</StateMark>
                                    </div>
                                    <ul className={classes.list}>
                                        {one.sessions.map((session) => (
                                            <li key={session.starts_at + session.place} className={classes.small}>
                                                <SessionTime session={session} /> {session.place} · {t(`critical:state.${session.state}`)}
                                                {session.state === 'held' &&
                                                    ` · ${session.headcount === undefined ? t('critical:own.few', { count: threshold }) : t('critical:own.came', { count: session.headcount })}`}
                                            </li>
                                        ))}
                                    </ul>
                                    {one.report && (
                                        <>
                                            <p className={classes.name}>{t('critical:own.report')}</p>
                                            <Facts
                                                rows={[
                                                    [t('critical:own.sessions'), one.report.sessions],
                                                    [t('critical:own.people'), one.report.headcount ?? t('critical:own.no_people')],
                                                ]}
                                            />
                                        </>
                                    )}
                                </li>
                            ))}
                        </ul>
                    </>
                )}
            </Answer>
        </Section>
    );
}

export default function OrganisationIncidentsPage() {
    const { t } = useTranslation();
    return (
        <Page title={t('critical:desk.title')}>
            <OrganisationIncidents />
        </Page>
    );
}

function Tell() {
    const { t } = useTranslation();
    const memory = useQueryClient();
    const [said, setSaid] = useState({ what: '', place: '', contact: '' });
    const send = useMutation({
        mutationFn: () => answerOf(api.POST('/care/organisation/critical-incidents', { body: said })),
        onSuccess: () => {
            setSaid({ what: '', place: '', contact: '' });
            announce(t('critical:own.sent'));
            void memory.invalidateQueries({ queryKey: ['critical-own'] });
        },
    });
    return (
        <form
            className={classes.form}
            onSubmit={(event) => {
                event.preventDefault();
                send.mutate();
            }}
        >
            <Textarea
                label={t('critical:own.what')}
                description={t('critical:own.what_hint')}
                autosize
                minRows={3}
                maxLength={20_000}
                value={said.what}
                onChange={(event) => setSaid({ ...said, what: event.currentTarget.value })}
            />
            <TextInput label={t('critical:own.place')} maxLength={1000} value={said.place} onChange={(event) => setSaid({ ...said, place: event.currentTarget.value })} />
            <TextInput label={t('critical:own.contact')} maxLength={1000} value={said.contact} onChange={(event) => setSaid({ ...said, contact: event.currentTarget.value })} />
            {send.isError && <ProblemNote error={send.error} />}
            <Button type="submit" className={classes.start} loading={send.isPending} disabled={said.what.trim() === '' || said.contact.trim() === ''}>
                {t('critical:own.send')}
            </Button>
        </form>
    );
}
