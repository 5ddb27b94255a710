import { Button, Checkbox, NativeSelect, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { announce } from '../../shared/parts/announce';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { DateText, StateMark, type Tone } from '../../shared/parts/small';
import { Sheet } from '../../shared/parts/Page';
import staff from '../../staff/staff.module.css';
import classes from '../cases/cases.module.css';
import type { Place } from '../cases/questions';
import { askAnew, dayFrom, endOf, type Form, type FormWords, useForms, useFormWords } from './questions';

const tones: Record<string, Tone> = { prepared: 'busy', signed: 'ok', declined: 'plain', revoked: 'warn', withdrawn: 'plain' };

/** What a person lets us tell a third party: forms, and the letters that rest on them. */
export function Releases({ place, writing }: { place: Place; writing: boolean }) {
    const { t } = useTranslation();
    const forms = useForms(place.person);
    const words = useFormWords(place.person);
    const [open, setOpen] = useState(false);
    return (
        <div className={classes.form}>
            <Answer query={forms} lines={2}>
                {(data) => (
                    <>
                        {data.forms.length === 0 && <Text c="dimmed">{t('leaving:form.none')}</Text>}
                        {data.forms.map((one) => (
                            <OneForm key={one.form_id} form={one} place={place} words={words.data} writing={writing} />
                        ))}
                    </>
                )}
            </Answer>
            {writing && (
                <div className={`${staff.actions} ${classes.noPrint}`}>
                    <Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
                        {t('leaving:form.prepare')}
                    </Button>
                </div>
            )}
            {writing && open && <Answer query={words}>{(known) => <Prepare place={place} words={known} done={() => setOpen(false)} />}</Answer>}
        </div>
    );
}

function OneForm({ form, place, words, writing }: { form: Form; place: Place; words?: FormWords; writing: boolean }) {
    const { t } = useTranslation();
    const [shown, setShown] = useState(false);
    const [letter, setLetter] = useState(false);
    const path = { person: place.person, form: form.form_id };
    const withdraw = useMutation({
        mutationFn: () => answerOf(api.POST('/care/service-users/{person}/release-forms/{form}/withdrawal', { params: { path } })),
        onSuccess: () => {
            announce(t('leaving:form.withdrawn'));
            return askAnew();
        },
    });
    const over = form.state === 'signed' && !form.in_force;
    return (
        <Sheet>
            <div className={staff.entry}>
                <span className={staff.entryHead}>
                    {form.recipient.name}
                    <StateMark tone={over ? 'warn' : (tones[form.state] ?? 'plain')}>{t(over ? 'leaving:form.state.over' : `leaving:form.state.${form.state}`)}</StateMark>
                </span>
                <span>{form.recipient.role}</span>
                <span>
                    {t('leaving:form.until')} <DateText at={form.expires_at} style="date" />
                </span>
                {form.signature && (
                    <span>
                        {t('leaving:form.signed_by', { name: form.signature.name })} <DateText at={form.signature.at} />
                    </span>
                )}
            </div>
            {form.letters.map((one) => (
                <OneLetter key={one.letter_id} letter={one} person={place.person} link={Boolean(form.recipient.email)} writing={writing && form.in_force} />
            ))}
            <div className={`${staff.actions} ${classes.noPrint}`}>
                <Button variant="default" aria-expanded={shown} onClick={() => setShown(!shown)}>
                    {t('leaving:form.read')}
                </Button>
                {writing && form.state === 'prepared' && (
                    <Button variant="default" onClick={() => withdraw.mutate()} loading={withdraw.isPending}>
                        {t('leaving:form.withdraw')}
                    </Button>
                )}
                {writing && form.in_force && (
                    <Button variant="default" aria-expanded={letter} onClick={() => setLetter(!letter)}>
                        {t('leaving:letter.make')}
                    </Button>
                )}
            </div>
            {withdraw.isError && <ProblemNote error={withdraw.error} />}
            {shown && <Text className={classes.text}>{form.text}</Text>}
            {letter && words && <MakeLetter form={form} person={place.person} words={words} done={() => setLetter(false)} />}
        </Sheet>
    );
}

function OneLetter({ letter, person, link, writing }: { letter: Form['letters'][number]; person: string; link: boolean; writing: boolean }) {
    const { t } = useTranslation();
    const path = { person, letter: letter.letter_id };
    const post = useMutation({
        mutationFn: () => answerOf(api.POST('/care/service-users/{person}/release-letters/{letter}/posting', { params: { path } })),
        onSuccess: () => {
            announce(t('leaving:letter.posted'));
            return askAnew();
        },
    });
    const offer = useMutation({
        mutationFn: () => answerOf(api.POST('/care/service-users/{person}/release-letters/{letter}/offer', { params: { path } })),
        onSuccess: () => askAnew(),
    });
    const readable = letter.state === 'left' || (writing && letter.state !== 'stopped');
    return (
        <div className={staff.entry}>
            <span className={staff.entryHead}>
                {t('leaving:letter.of')} <DateText at={letter.made_at} style="date" />
                <StateMark tone={letter.state === 'left' ? 'ok' : letter.state === 'stopped' ? 'warn' : 'busy'}>{t(`leaving:letter.state.${letter.state}`)}</StateMark>
            </span>
            <span>{letter.contents.join('; ')}</span>
            <div className={`${staff.actions} ${classes.noPrint}`}>
                {readable && (
                    <Button component="a" variant="default" href={`/care/service-users/${person}/release-letters/${letter.letter_id}`} download="letter.pdf">
                        {t('leaving:letter.pdf')}
                    </Button>
                )}
                {writing && letter.state === 'ready' && (
                    <Button variant="default" onClick={() => post.mutate()} loading={post.isPending}>
                        {t('leaving:letter.post')}
                    </Button>
                )}
                {writing && link && (letter.state === 'ready' || letter.state === 'offered') && (
                    <Button variant="default" onClick={() => offer.mutate()} loading={offer.isPending}>
                        {t(letter.state === 'ready' ? 'leaving:letter.offer' : 'leaving:letter.offer_again')}
                    </Button>
                )}
            </div>
            {(post.isError || offer.isError) && <ProblemNote error={post.error ?? offer.error} />}
            {offer.data && <Code code={offer.data.code} />}
        </div>
    );
}

/** A code to be told by telephone; it is shown this once. */
export function Code({ code }: { code: string }) {
    const { t } = useTranslation();
    return (
        <Text role="status">
            {t('leaving:code')} <strong>{code}</strong>
        </Text>
    );
}

function MakeLetter({ form, person, words, done }: { form: Form; person: string; words: FormWords; done: () => void }) {
    const { t } = useTranslation();
    const [texts, setTexts] = useState<Record<string, string>>(() => Object.fromEntries(form.items.map((one, at) => [at, one.text ?? ''])));
    const make = useMutation({
        mutationFn: () =>
            answerOf(
                api.POST('/care/service-users/{person}/release-forms/{form}/letters', {
                    params: { path: { person, form: form.form_id } },
                    body: {
                        recipient: form.recipient,
                        parts: form.items.flatMap((one, at): { content: string; text?: string; report_id?: string }[] => {
                            if (one.report_id) return [{ content: one.content, report_id: one.report_id }];
                            return texts[at]?.trim() ? [{ content: one.content, text: texts[at] }] : [];
                        }),
                    },
                }),
            ),
        onSuccess: () => {
            announce(t('leaving:letter.made'));
            done();
            return askAnew();
        },
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        make.mutate();
    };
    return (
        <form className={classes.form} onSubmit={submit}>
            <Text>{t('leaving:letter.to', { name: form.recipient.name, role: form.recipient.role })}</Text>
            {form.items.map((one, at) => (
                <Textarea
                    key={at}
                    label={words.contents.find((c) => c.code === one.content)?.title ?? one.content}
                    description={one.text ? t('leaving:letter.exact') : undefined}
                    readOnly={Boolean(one.text)}
                    value={texts[at] ?? ''}
                    onChange={(e) => setTexts({ ...texts, [at]: e.currentTarget.value })}
                    autosize
                    minRows={2}
                />
            ))}
            {make.isError && <ProblemNote error={make.error} />}
            <div className={staff.actions}>
                <Button type="submit" loading={make.isPending}>
                    {t('leaving:letter.save')}
                </Button>
            </div>
        </form>
    );
}

function Prepare({ place, words, done }: { place: Place; words: FormWords; done: () => void }) {
    const { t, i18n } = useTranslation();
    const [value, setValue] = useState({ kind: words.recipients[0]?.code ?? '', name: '', role: '', address: '', email: '', purpose: words.purposes[0]?.code ?? '', note: '', until: dayFrom(90) });
    const [items, setItems] = useState<Record<string, string | undefined>>({});
    const [reports, setReports] = useState<string[]>([]);
    const attached = words.contents.find((one) => one.report)?.code ?? '';
    const set = (key: keyof typeof value) => (event: { currentTarget: { value: string } }) => setValue({ ...value, [key]: event.currentTarget.value });
    const save = useMutation({
        mutationFn: () =>
            answerOf(
                api.POST('/care/service-users/{person}/release-forms', {
                    params: { path: { person: place.person } },
                    body: {
                        case_id: place.case,
                        recipient: { kind: value.kind, name: value.name, role: value.role, address: value.address, ...(value.email && { email: value.email }) },
                        items: [
                            ...Object.entries(items).flatMap(([content, text]) => (text === undefined ? [] : [{ content, ...(text && { text }) }])),
                            ...reports.map((report_id) => ({ content: attached, report_id })),
                        ],
                        purpose: value.purpose,
                        ...(value.note && { note: value.note }),
                        expires_at: endOf(value.until),
                    },
                }),
            ),
        onSuccess: () => {
            announce(t('leaving:form.prepared'));
            done();
            return askAnew();
        },
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        save.mutate();
    };
    const choice = (list: { code: string; title: string }[]) => list.map((one) => ({ value: one.code, label: one.title }));
    return (
        <form className={classes.form} onSubmit={submit}>
            <Text>{t('leaving:form.lead')}</Text>
            <div className={classes.row}>
                <NativeSelect label={t('leaving:form.kind')} value={value.kind} onChange={set('kind')} data={choice(words.recipients)} />
                <TextInput className={classes.grow} label={t('leaving:form.name')} value={value.name} onChange={set('name')} required />
                <TextInput className={classes.grow} label={t('leaving:form.role')} value={value.role} onChange={set('role')} required />
            </div>
            <Textarea label={t('leaving:form.address')} value={value.address} onChange={set('address')} autosize minRows={2} required />
            <TextInput type="email" label={t('leaving:form.email')} value={value.email} onChange={set('email')} />
            <NativeSelect label={t('leaving:form.purpose')} value={value.purpose} onChange={set('purpose')} data={choice(words.purposes)} />
            <fieldset className={classes.form}>
                <legend>{t('leaving:form.contents')}</legend>
                {words.contents.filter((one) => !one.report).map((one) => (
                    <div key={one.code} className={classes.form}>
                        <Checkbox
                            label={one.title}
                            checked={items[one.code] !== undefined}
                            onChange={(e) => setItems({ ...items, [one.code]: e.currentTarget.checked ? '' : undefined })}
                        />
                        {one.exact && items[one.code] !== undefined && (
                            <Textarea
                                label={t('leaving:form.exact', { title: one.title })}
                                value={items[one.code]}
                                onChange={(e) => setItems({ ...items, [one.code]: e.currentTarget.value })}
                                autosize
                                minRows={3}
                                required
                            />
                        )}
                    </div>
                ))}
                {attached && words.reports.length === 0 && <Text c="dimmed">{t('leaving:form.no_reports')}</Text>}
                {attached && words.reports.map((one) => (
                    <Checkbox
                        key={one.report_id}
                        label={t('leaving:form.report', { kind: one.kind.replaceAll('_', ' '), date: new Date(one.since).toLocaleDateString(i18n.language) })}
                        description={t('leaving:form.report_words')}
                        checked={reports.includes(one.report_id)}
                        onChange={(e) => setReports(e.currentTarget.checked ? [...reports, one.report_id] : reports.filter((id) => id !== one.report_id))}
                    />
                ))}
            </fieldset>
            <Textarea label={t('leaving:form.note')} value={value.note} onChange={set('note')} autosize />
            <TextInput type="date" label={t('leaving:form.until')} value={value.until} onChange={set('until')} min={dayFrom(1)} max={dayFrom(words.days_max)} required />
            {save.isError && <ProblemNote error={save.error} />}
            <div className={staff.actions}>
                <Button type="submit" loading={save.isPending} disabled={reports.length === 0 && Object.values(items).every((text) => text === undefined)}>
                    {t('leaving:form.save')}
                </Button>
            </div>
        </form>
    );
}
