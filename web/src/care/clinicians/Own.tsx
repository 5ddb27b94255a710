import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { asProblem } from '../../shared/api/problem';
import { announce } from '../../shared/parts/announce';
import { Loading, ProblemNote } from '../../shared/parts/answers';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { DateText, Facts, StateMark, useNow } from '../../shared/parts/small';
import staff from '../../staff/staff.module.css';
import classes from '../cases/cases.module.css';
import { askAnew, zone } from '../cases/questions';
import { Hours } from './Hours';
import { type Own as Record, useOwn } from './questions';

const soon = 60 * 86_400_000;
const modes = ['in_person', 'video', 'phone'];

/** What I can do and when, and which of my papers run out. */
export default function Own() {
    const { t } = useTranslation();
    const own = useOwn();
    const none = own.isError && asProblem(own.error).status === 404;
    return (
        <Page title={t('cases:own.title')} lead={t('cases:own.lead')}>
            {own.isPending && <Loading />}
            {own.isError && !none && <ProblemNote error={own.error} retry={() => void own.refetch()} />}
            {own.data && <Papers record={own.data} />}
            {own.data && <Hours key={JSON.stringify(own.data.profile)} record={own.data} />}
            {(own.data || none) && (
                <Section title={t('cases:own.profile')}>
                    <Profile record={own.data} />
                </Section>
            )}
        </Page>
    );
}

function Papers({ record }: { record: Record }) {
    const { t } = useTranslation();
    const now = useNow(60_000);
    const rows: [string, React.ReactNode][] = [
        ...record.credentials.map((one): [string, React.ReactNode] => {
            const left = Date.parse(one.valid_until) - now;
            return [
                t(`cases:clinician.kind.${one.kind}`),
                <span key={one.kind}>
                    {one.issuer} <DateText at={one.valid_until} style="date" />{' '}
                    {left < soon && <StateMark tone="warn">{t(left < 0 ? 'cases:own.over' : 'cases:own.soon')}</StateMark>}
                </span>,
            ];
        }),
        ...record.missing.map((kind): [string, React.ReactNode] => [t(`cases:clinician.kind.${kind}`), t('cases:clinician.missing')]),
    ];
    return (
        <Sheet>
            <StateMark tone={record.vetted_until && Date.parse(record.vetted_until) > now ? 'ok' : 'warn'}>{t(`cases:clinician.state.${record.state}`)}</StateMark>
            <Facts rows={rows} />
        </Sheet>
    );
}

const listed = (text: string) => text.split(',').map((one) => one.trim()).filter(Boolean);

function Profile({ record }: { record: Record | undefined }) {
    const { t } = useTranslation();
    const known = record?.profile;
    const [value, setValue] = useState({
        name: known?.name ?? '',
        skills: known?.skills.join(', ') ?? '',
        languages: known?.languages.join(', ') ?? '',
        places: known?.places.join(', ') ?? '',
        modes: known?.modes ?? [],
        spaces: known?.spaces ?? 0,
    });
    const save = useMutation({
        mutationFn: () =>
            answerOf(
                api.PUT('/care/clinicians/me', {
                    body: {
                        ...value,
                        skills: listed(value.skills),
                        languages: listed(value.languages),
                        places: listed(value.places),
                        zone: known?.zone ?? zone,
                        hours: known?.hours ?? [],
                        ...(known?.off && { off: known.off }),
                    },
                }),
            ),
        onSuccess: () => {
            announce(t('cases:clinician.saved'));
            return askAnew();
        },
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        save.mutate();
    };
    return (
        <form className={classes.form} onSubmit={submit}>
            {(['name', 'skills', 'languages', 'places'] as const).map((key) => (
                <TextInput
                    key={key} label={t(`cases:own.${key}`)} value={value[key]} required={key === 'name'}
                    onChange={(e) => setValue({ ...value, [key]: e.currentTarget.value })}
                />
            ))}
            <Checkbox.Group label={t('cases:own.modes')} value={value.modes} onChange={(next) => setValue({ ...value, modes: next })}>
                <div className={classes.row}>
                    {modes.map((one) => (
                        <Checkbox key={one} value={one} label={t(`cases:mode.${one}`)} />
                    ))}
                </div>
            </Checkbox.Group>
            <TextInput
                type="number" label={t('cases:own.spaces')} value={value.spaces} min={0} max={200} required
                onChange={(e) => setValue({ ...value, spaces: Number(e.currentTarget.value) })}
            />
            {save.isError && <ProblemNote error={save.error} />}
            <div className={staff.actions}>
                <Button type="submit" loading={save.isPending}>
                    {t(record ? 'cases:own.save' : 'cases:own.apply')}
                </Button>
            </div>
        </form>
    );
}
