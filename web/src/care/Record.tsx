import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../shared/api/client';
import { day } from '../shared/i18n/format';
import { announce } from '../shared/parts/announce';
import { Answer, ProblemNote } from '../shared/parts/answers';
import { Page, Section } from '../shared/parts/Page';
import { DateText, Facts, StateMark } from '../shared/parts/small';
import { useMay } from '../staff/questions';
import { memory } from '../staff/session';
import classes from './care.module.css';
import { HelplineFiles } from './HelplineFiles';
import { useRecord, useSearch } from './questions';
import { FromMail } from './referrals/FromMail';
import { Reminders } from './Reminders';
import { PassOn } from './requests/PassOn';

const again = () => void memory.invalidateQueries({ queryKey: ['care'] });

/** One service user: how they may be reached stands first, for whoever is about to ring them. */
export function Record({ person, done }: { person: string; done: () => void }) {
    const { t } = useTranslation();
    const record = useRecord(person);
    const may = useMay();
    return (
        <Page
            title={record.data?.person.contact.name ?? t('care:record.title')}
            actions={
                <Button variant="default" onClick={done}>
                    {t('care:record.next')}
                </Button>
            }
        >
            <Answer query={record} lines={5}>
                {({ person: who, state, contacts, merged_into }) => {
                    const way = who.safe.channels.map((channel) => t(`care:way.${channel}`)).join(', ') || t('care:record.no_way');
                    return (
                        <>
                            {state !== 'active' && <StateMark tone="warn">{t(`care:state.${state}`, { defaultValue: state })}</StateMark>}
                            {merged_into && <Unmerge person={person} />}
                            <Section title={t('care:record.safe')}>
                                <p className={classes.safe}>
                                    {way}. {t(who.safe.voicemail ? 'care:record.voicemail' : 'care:record.no_voicemail')}
                                    {who.safe.from && ` ${t('care:record.from', { time: who.safe.from })}`}
                                    {who.safe.ask_for && ` ${t('care:record.ask_for', { name: who.safe.ask_for })}`}
                                </p>
                                <Facts
                                    rows={[
                                        [t('care:said.phone'), who.contact.phone ?? '–'],
                                        [t('care:said.birth_date'), who.birth_date ? day(who.birth_date) : '–'],
                                        [t('care:said.postcode'), who.postcode ?? '–'],
                                        [t('care:record.eligible'), t(`care:eligible.${who.eligible_by}`)],
                                    ]}
                                />
                            </Section>
                            {state === 'active' && <Reminders person={person} />}
                            <Note person={person} />
                            {!merged_into && <Duplicates person={person} name={who.contact.name} phone={who.contact.phone} email={who.contact.email} birthDate={who.birth_date} />}
                            <Section title={t('care:record.contacts')}>
                                {contacts.length === 0 && <p className={classes.small}>{t('care:record.no_contacts')}</p>}
                                <ul className={classes.list}>
                                    {contacts.map((one) => (
                                        <li key={one.id} className={classes.contact}>
                                            <span className={classes.small}>
                                                {t(`care:channel.${one.channel}`)} <DateText at={one.at} />
                                                {one.from && ` · ${one.from}`}
                                            </span>
                                            {one.about === 'referral' && <StateMark tone="busy">{t('care:contact.referral')}</StateMark>}
                                            {one.subject && <p className={classes.name}>{one.subject}</p>}
                                            <p className={classes.text}>{one.text}</p>
                                            <HelplineFiles files={one.files} at={(file) => `/care/service-users/${person}/files/${file}`} />
                                            {one.channel === 'email' && one.direction === 'in' && may('referrals.record') && <FromMail sender={person} contact={one.id} />}
                                            {one.state === 'open' && <Done person={person} contact={one.id} />}
                                        </li>
                                    ))}
                                </ul>
                            </Section>
                            {may('requests.follow_at_desk') && !merged_into && (
                                <Section title={t('requests:pass.title')}>
                                    <PassOn person={person} from="desk" />
                                </Section>
                            )}
                        </>
                    );
                }}
            </Answer>
        </Page>
    );
}

function Note({ person }: { person: string }) {
    const { t } = useTranslation();
    const [text, setText] = useState('');
    const save = useMutation({
        mutationFn: () =>
            answerOf(api.POST('/care/service-users/{person}/contacts', { params: { path: { person } }, body: { channel: 'telephone', text } })),
        onSuccess: () => {
            setText('');
            announce(t('care:note.saved'));
            again();
        },
    });
    return (
        <Section title={t('care:note.title')}>
            <form
                className={classes.form}
                onSubmit={(event) => {
                    event.preventDefault();
                    save.mutate();
                }}
            >
                <Textarea
                    label={t('care:note.text')}
                    description={t('care:note.keys')}
                    value={text}
                    autosize
                    minRows={3}
                    maxLength={20_000}
                    onChange={(event) => setText(event.currentTarget.value)}
                    onKeyDown={(event) => {
                        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && text.trim() !== '') save.mutate();
                    }}
                />
                {save.isError && <ProblemNote error={save.error} />}
                <Button type="submit" className={classes.start} loading={save.isPending} disabled={text.trim() === ''}>
                    {t('care:note.save')}
                </Button>
            </form>
        </Section>
    );
}

function Done({ person, contact }: { person: string; contact: string }) {
    const { t } = useTranslation();
    const done = useMutation({
        mutationFn: () => answerOf(api.POST('/care/service-users/{person}/contacts/{contact}/done', { params: { path: { person, contact } } })),
        onSuccess: again,
    });
    return (
        <>
            {done.isError && <ProblemNote error={done.error} />}
            <Button size="xs" variant="default" loading={done.isPending} onClick={() => done.mutate()}>
                {t('care:contact.done')}
            </Button>
        </>
    );
}

function Duplicates({ person, name, phone, email, birthDate }: { person: string; name: string; phone?: string; email?: string; birthDate?: string }) {
    const { t } = useTranslation();
    const search = useSearch({ name, phone, email, birth_date: birthDate, likely: true });
    const merge = useMutation({
        mutationFn: (from: string) => answerOf(api.POST('/care/service-users/{person}/merges', { params: { path: { person } }, body: { from } })),
        onSuccess: () => {
            announce(t('care:merge.done'));
            again();
        },
    });
    const others = (search.data?.found ?? []).filter((one) => one.service_user_id !== person && one.state === 'active');
    if (others.length === 0) return null;
    return (
        <Section title={t('care:merge.title')}>
            <p className={classes.small}>{t('care:merge.lead')}</p>
            {merge.isError && <ProblemNote error={merge.error} />}
            <ul className={classes.list}>
                {others.map((one) => (
                    <li key={one.service_user_id} className={classes.row}>
                        <span className={classes.name}>{one.name}</span>
                        <span className={classes.small}>{[one.birth_date, one.postcode].filter(Boolean).join(' · ')}</span>
                        <Button size="xs" variant="default" loading={merge.isPending} onClick={() => merge.mutate(one.service_user_id)}>
                            {t('care:merge.take')}
                        </Button>
                    </li>
                ))}
            </ul>
        </Section>
    );
}

function Unmerge({ person }: { person: string }) {
    const { t } = useTranslation();
    const undo = useMutation({
        mutationFn: () => answerOf(api.POST('/care/service-users/{person}/unmerge', { params: { path: { person } } })),
        onSuccess: () => {
            announce(t('care:merge.undone'));
            again();
        },
    });
    return (
        <>
            {undo.isError && <ProblemNote error={undo.error} />}
            <Button variant="default" className={classes.start} loading={undo.isPending} onClick={() => undo.mutate()}>
                {t('care:merge.undo')}
            </Button>
        </>
    );
}
