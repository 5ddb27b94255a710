import { Button, Checkbox, NativeSelect, Radio, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { announce } from '../../shared/parts/announce';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { Sheet } from '../../shared/parts/Page';
import { DateText, Facts, StateMark, type Tone } from '../../shared/parts/small';
import staff from '../../staff/staff.module.css';
import classes from '../cases/cases.module.css';
import type { Place } from '../cases/questions';
import { askAnew, type DangerWords, dayFrom, type Disclosure, endOf, useDangerWords, useDisclosures } from './questions';

const tones: Record<string, Tone> = { proposed: 'busy', agreed: 'ok', not_agreed: 'warn', released: 'ok', reviewed: 'ok', withdrawn: 'plain' };

/** What was told because of a danger: proposed by one clinician, agreed to by another, told, looked at again. */
export function Safeguarding({ place, writing }: { place: Place; writing: boolean }) {
    const { t } = useTranslation();
    const all = useDisclosures(place.person);
    const words = useDangerWords(place.person);
    const [open, setOpen] = useState(false);
    return (
        <div className={classes.form}>
            <Answer query={all} lines={2}>
                {(data) => (
                    <>
                        {data.disclosures.length === 0 && <Text c="dimmed">{t('leaving:danger.none')}</Text>}
                        {data.disclosures.map((one) => (
                            <Sheet key={one.disclosure_id}>
                                <Extract one={one} words={words.data} />
                                {writing && <Course one={one} person={place.person} words={words.data} />}
                            </Sheet>
                        ))}
                    </>
                )}
            </Answer>
            {writing && (
                <div className={`${staff.actions} ${classes.noPrint}`}>
                    <Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
                        {t('leaving:danger.propose')}
                    </Button>
                </div>
            )}
            {writing && open && <Answer query={words}>{(known) => <Propose place={place} words={known} done={() => setOpen(false)} />}</Answer>}
        </div>
    );
}

/** One disclosure, field by field, each with why; the same for the second clinician and for governance. */
export function Extract({ one, words }: { one: Disclosure; words?: DangerWords }) {
    const { t } = useTranslation();
    const title = (list: { code: string; title: string }[] | undefined, code: string) => list?.find((x) => x.code === code)?.title ?? t(`leaving:danger.code.${code}`, { defaultValue: code });
    return (
        <div className={classes.form}>
            <span className={staff.entryHead}>
                {title(words?.recipients, one.recipient)}, {one.to}
                <StateMark tone={tones[one.state] ?? 'plain'}>{t(`leaving:danger.state.${one.state}`)}</StateMark>
                {one.path === 'emergency' && <StateMark tone="warn">{t('leaving:danger.emergency')}</StateMark>}
            </span>
            <Facts
                rows={[
                    [t('leaving:danger.reason'), title(words?.reasons, one.reason)],
                    [t('leaving:danger.grounds'), <span key="g" className={classes.text}>{one.grounds}</span>],
                    [
                        t(one.consulted ? 'leaving:danger.consulted' : 'leaving:danger.not_consulted'),
                        <span key="c" className={classes.text}>
                            {one.not_consulted ? `${title(words?.not_consulted, one.not_consulted)}. ` : ''}
                            {one.consultation}
                        </span>,
                    ],
                    ...one.fields.map((f): [string, React.ReactNode] => [
                        title(words?.fields, f.code),
                        <span key={f.code} className={classes.text}>
                            {f.value}
                            <br />
                            <Text span size="sm" c="dimmed">
                                {t('leaving:danger.why', { why: f.why })}
                            </Text>
                        </span>,
                    ]),
                    ...(one.decision ? [[t('leaving:danger.second'), one.decision] as [string, React.ReactNode]] : []),
                    ...(one.review_due ? [[t('leaving:danger.review_due'), <DateText key="d" at={one.review_due} />] as [string, React.ReactNode]] : []),
                    ...(one.outcome ? [[t('leaving:danger.outcome'), `${title(words?.outcomes, one.outcome)}. ${one.review ?? ''}`] as [string, React.ReactNode]] : []),
                    ...(one.released_at
                        ? [
                              [
                                  t('leaving:danger.notice.title'),
                                  <span key="n">
                                      {t(`leaving:danger.notice.${one.notice}`)} {one.notice !== 'given' && one.notice_until && <DateText at={one.notice_until} style="date" />} {one.notice_text}
                                  </span>,
                              ] as [string, React.ReactNode],
                          ]
                        : []),
                ]}
            />
        </div>
    );
}

function Course({ one, person, words }: { one: Disclosure; person: string; words?: DangerWords }) {
    const { t } = useTranslation();
    const path = { person, disclosure: one.disclosure_id };
    const [way, setWay] = useState(words?.ways[0] ?? '');
    const [told, setTold] = useState('');
    const [later, setLater] = useState('');
    const done = (said: string) => () => {
        announce(said);
        return askAnew();
    };
    const release = useMutation({
        mutationFn: () => answerOf(api.POST('/care/service-users/{person}/safeguarding/{disclosure}/release', { params: { path }, body: { way: way || (words?.ways[0] ?? '') } })),
        onSuccess: done(t('leaving:danger.told')),
    });
    const withdraw = useMutation({
        mutationFn: () => answerOf(api.POST('/care/service-users/{person}/safeguarding/{disclosure}/withdrawal', { params: { path } })),
        onSuccess: done(t('leaving:danger.state.withdrawn')),
    });
    const notice = useMutation({
        mutationFn: () =>
            answerOf(api.POST('/care/service-users/{person}/safeguarding/{disclosure}/notice', { params: { path }, body: { words: told, ...(later && { put_off_until: endOf(later) }) } })),
        onSuccess: done(t('leaving:danger.notice.saved')),
    });
    return (
        <div className={`${classes.form} ${classes.noPrint}`}>
            {one.state === 'proposed' && <Text>{t('leaving:danger.waits')}</Text>}
            {one.state === 'agreed' && (
                <div className={classes.row}>
                    <NativeSelect
                        label={t('leaving:danger.way')} value={way} onChange={(e) => setWay(e.currentTarget.value)}
                        data={(words?.ways ?? []).map((w) => ({ value: w, label: t(`leaving:danger.ways.${w}`, { defaultValue: w }) }))}
                    />
                    <Button onClick={() => release.mutate()} loading={release.isPending}>
                        {t('leaving:danger.release')}
                    </Button>
                </div>
            )}
            {one.mine && (one.state === 'proposed' || one.state === 'agreed') && (
                <div className={staff.actions}>
                    <Button variant="default" onClick={() => withdraw.mutate()} loading={withdraw.isPending}>
                        {t('leaving:danger.withdraw')}
                    </Button>
                </div>
            )}
            {one.released_at && one.notice !== 'given' && (
                <div className={classes.form}>
                    <Textarea label={t('leaving:danger.notice.words')} value={told} onChange={(e) => setTold(e.currentTarget.value)} autosize />
                    <TextInput type="date" label={t('leaving:danger.notice.later')} value={later} onChange={(e) => setLater(e.currentTarget.value)} min={dayFrom(1)} />
                    <div className={staff.actions}>
                        <Button variant="default" disabled={!told.trim()} onClick={() => notice.mutate()} loading={notice.isPending}>
                            {t(later ? 'leaving:danger.notice.put_off' : 'leaving:danger.notice.give')}
                        </Button>
                    </div>
                </div>
            )}
            {(release.isError || withdraw.isError || notice.isError) && <ProblemNote error={release.error ?? withdraw.error ?? notice.error} />}
        </div>
    );
}

function Propose({ place, words, done }: { place: Place; words: DangerWords; done: () => void }) {
    const { t } = useTranslation();
    const [value, setValue] = useState({ emergency: false, reason: words.reasons[0]?.code ?? '', grounds: '', recipient: '', to: '', consulted: true, not_consulted: '', consultation: '' });
    const [fields, setFields] = useState<Record<string, { value: string; why: string } | undefined>>({});
    const recipients = words.recipients.filter((r) => r.reasons.includes(value.reason));
    const recipient = recipients.find((r) => r.code === value.recipient);
    const set = (key: keyof typeof value) => (event: { currentTarget: { value: string } }) => setValue({ ...value, [key]: event.currentTarget.value });
    const save = useMutation({
        mutationFn: () =>
            answerOf(
                api.POST('/care/service-users/{person}/safeguarding', {
                    params: { path: { person: place.person } },
                    body: {
                        case_id: place.case,
                        emergency: value.emergency,
                        reason: value.reason,
                        grounds: value.grounds,
                        recipient: value.recipient,
                        to: value.to,
                        consulted: value.consulted,
                        ...(!value.consulted && value.not_consulted && { not_consulted: value.not_consulted }),
                        consultation: value.consultation,
                        fields: Object.entries(fields).flatMap(([code, f]) => (f && recipient?.fields.includes(code) ? [{ code, ...f }] : [])),
                    },
                }),
            ),
        onSuccess: () => {
            announce(t('leaving:danger.proposed'));
            done();
            return askAnew();
        },
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        save.mutate();
    };
    const choice = (list: { code: string; title: string }[]) => [{ value: '', label: '' }, ...list.map((one) => ({ value: one.code, label: one.title }))];
    return (
        <form className={classes.form} onSubmit={submit}>
            <Text>{t('leaving:danger.lead')}</Text>
            <Checkbox label={t('leaving:danger.cannot_wait')} checked={value.emergency} onChange={(e) => setValue({ ...value, emergency: e.currentTarget.checked })} />
            <NativeSelect label={t('leaving:danger.reason')} value={value.reason} onChange={(e) => setValue({ ...value, reason: e.currentTarget.value, recipient: '' })} data={words.reasons.map((r) => ({ value: r.code, label: r.title }))} />
            <Textarea label={t('leaving:danger.grounds')} value={value.grounds} onChange={set('grounds')} autosize minRows={2} required />
            <div className={classes.row}>
                <NativeSelect label={t('leaving:danger.recipient')} value={value.recipient} onChange={set('recipient')} data={choice(recipients)} required />
                <TextInput className={classes.grow} label={t('leaving:danger.to')} value={value.to} onChange={set('to')} required />
            </div>
            <Radio.Group label={t('leaving:danger.asked')} value={value.consulted ? 'yes' : 'no'} onChange={(v) => setValue({ ...value, consulted: v === 'yes' })}>
                <Radio value="yes" label={t('leaving:danger.asked_yes')} mt="xs" />
                <Radio value="no" label={t('leaving:danger.asked_no')} mt="xs" />
            </Radio.Group>
            {!value.consulted && (
                <NativeSelect
                    label={t('leaving:danger.why_not')} value={value.not_consulted} onChange={set('not_consulted')} required
                    data={choice(words.not_consulted.filter((n) => value.emergency || !n.emergency))}
                />
            )}
            <Textarea label={t(value.consulted ? 'leaving:danger.they_said' : 'leaving:danger.tried')} value={value.consultation} onChange={set('consultation')} autosize required />
            {recipient && (
                <fieldset className={classes.form}>
                    <legend>{t('leaving:danger.fields')}</legend>
                    {recipient.fields.map((code) => {
                        const field = fields[code];
                        const title = words.fields.find((f) => f.code === code)?.title ?? code;
                        return (
                            <div key={code} className={classes.form}>
                                <Checkbox label={title} checked={Boolean(field)} onChange={(e) => setFields({ ...fields, [code]: e.currentTarget.checked ? { value: '', why: '' } : undefined })} />
                                {field && (
                                    <div className={classes.row}>
                                        <TextInput className={classes.grow} label={t('leaving:danger.value', { title })} value={field.value} onChange={(e) => setFields({ ...fields, [code]: { ...field, value: e.currentTarget.value } })} required />
                                        <TextInput className={classes.grow} label={t('leaving:danger.field_why', { title })} value={field.why} onChange={(e) => setFields({ ...fields, [code]: { ...field, why: e.currentTarget.value } })} required />
                                    </div>
                                )}
                            </div>
                        );
                    })}
                </fieldset>
            )}
            {save.isError && <ProblemNote error={save.error} />}
            <div className={staff.actions}>
                <Button type="submit" loading={save.isPending} disabled={!recipient || Object.values(fields).every((f) => !f)}>
                    {t('leaving:danger.save')}
                </Button>
            </div>
        </form>
    );
}
