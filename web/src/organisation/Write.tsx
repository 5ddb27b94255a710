import { Button, Radio, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router-dom';
import { answerOf, api } from '../shared/api/client';
import { day, timeOnly } from '../shared/i18n/format';
import { announce } from '../shared/parts/announce';
import { Answer, Loading, ProblemNote } from '../shared/parts/answers';
import { Fold } from '../shared/parts/Fold';
import { Icon } from '../shared/parts/Icon';
import { Page, Sheet } from '../shared/parts/Page';
import { Facts } from '../shared/parts/small';
import { useMe } from '../staff/questions';
import { memory } from '../staff/session';
import staff from '../staff/staff.module.css';
import classes from './organisation.module.css';
import { type Text as Referral, useContracts, useDraft } from './questions';

const steps = ['service', 'person', 'words', 'told', 'check'] as const;
const empty: Referral = { person: { name: '' }, service: '', reason: '', questions: '', informed: false };

/** Writes a referral step by step. What is written is kept as it is written, and stays the writer's until they hand it over. */
export default function Write() {
    const { t } = useTranslation();
    const { referral } = useParams();
    const known = referral === 'new' ? undefined : referral;
    // Once begun it goes on under the id it was given; the page stays as it is.
    const [begun] = useState(known);
    const draft = useDraft(begun);
    return (
        <Page title={t('organisation:write.title')} lead={t('organisation:write.lead')} back={{ to: '/organisation', text: t('organisation:write.back') }}>
            {begun ? <Answer query={draft}>{(text) => <Steps id={begun} text={text} />}</Answer> : <Steps text={empty} />}
        </Page>
    );
}

/** Saves one after the other, the latest last; the first save makes the draft. */
function useSaving(given: string | undefined) {
    const { t } = useTranslation();
    const id = useRef(given);
    const line = useRef<Promise<unknown>>(Promise.resolve());
    const [saved, setSaved] = useState<string>();
    const [error, setError] = useState<unknown>();
    const changes = useRef(0);
    const changed = () => {
        changes.current++;
        setSaved(undefined);
    };
    const save = (text: Referral): Promise<string> => {
        const upTo = changes.current;
        const next = line.current.then(async () => {
            if (id.current) {
                await answerOf(api.PUT('/care/organisation/referrals/{referral}', { params: { path: { referral: id.current } }, body: text }));
            } else {
                id.current = (await answerOf(api.POST('/care/organisation/referrals', { body: text }))).referral_id;
                // Not by the router: whoever is writing is not moved.
                window.history.replaceState(window.history.state, '', `/organisation/referrals/${id.current}`);
            }
            memory.setQueryData(['organisation', 'draft', id.current], text);
            void memory.invalidateQueries({ queryKey: ['organisation', 'referrals'] });
            // What is said to be kept is all that was written.
            if (upTo === changes.current) setSaved(t('organisation:write.saved', { time: timeOnly(new Date()) }));
            setError(undefined);
            return id.current;
        });
        // A failed save does not stop the next.
        line.current = next.catch((failed: unknown) => setError(failed));
        return next;
    };
    return { save, changed, saved, error };
}

function Steps({ id, text: given }: { id?: string; text: Referral }) {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const me = useMe();
    const [text, setText] = useState<Referral>(given);
    const [step, setStep] = useState(0);
    const [lacking, setLacking] = useState<string>();
    const heading = useRef<HTMLHeadingElement>(null);
    const moved = useRef(false);
    const { save, changed, saved, error } = useSaving(id);
    const saveSoon = useDebouncedCallback((latest: Referral) => void save(latest).catch(() => undefined), 1200);
    const change = (part: Partial<Referral>) => {
        const next = { ...text, ...part };
        setText(next);
        setLacking(undefined);
        changed();
        saveSoon(next);
    };
    const changePerson = (part: Partial<Referral['person']>) => change({ person: { ...text.person, ...part } });
    useEffect(() => {
        if (moved.current) heading.current?.focus();
        moved.current = true;
    }, [step]);
    const handOver = useMutation({
        mutationFn: async () => {
            const referral = await save(text);
            await answerOf(api.POST('/care/organisation/referrals/{referral}/submission', { params: { path: { referral } } }));
            return referral;
        },
        onSuccess: (referral) => {
            announce(t('organisation:handed.title'));
            memory.removeQueries({ queryKey: ['organisation', 'draft', referral] });
            void memory.invalidateQueries({ queryKey: ['organisation'] });
            navigate(`/organisation/handed/${referral}`);
        },
    });
    const name = steps[step] ?? 'service';
    const lacks = () => {
        if (name === 'service' && !text.service) return t('organisation:write.lacks.service');
        if (name === 'person' && !text.person.name.trim()) return t('organisation:write.lacks.name');
        if (name === 'person' && !text.person.phone && !text.person.email) return t('organisation:write.lacks.reach');
        if (name === 'words' && !text.reason.trim()) return t('organisation:write.lacks.reason');
        return undefined;
    };
    const submit = (event: FormEvent) => {
        event.preventDefault();
        const what = lacks();
        setLacking(what);
        if (what) return;
        if (name === 'check') handOver.mutate();
        else setStep(step + 1);
    };
    const optional = (value: string) => (value.trim() ? value : undefined);
    return (
        <form onSubmit={submit} className={classes.form} noValidate>
            <div>
                <ol className={classes.progress} aria-hidden="true">
                    {steps.map((one, at) => (
                        <li key={one} data-done={at <= step || undefined} />
                    ))}
                </ol>
                <Text c="dimmed" mt="xs">
                    {t('organisation:write.step', { step: step + 1, of: steps.length })}
                </Text>
                <h2 ref={heading} tabIndex={-1} className={classes.kind}>
                    {t(`organisation:write.${name}.title`)}
                </h2>
            </div>
            {name === 'service' && <Service value={text.service} onChange={(service) => change({ service })} />}
            {name === 'person' && (
                <>
                    <Text>{t('organisation:write.person.text')}</Text>
                    <TextInput label={t('organisation:write.person.name')} value={text.person.name} onChange={(e) => changePerson({ name: e.currentTarget.value })} autoComplete="off" required />
                    <div className={staff.row}>
                        <TextInput label={t('organisation:write.person.phone')} type="tel" value={text.person.phone ?? ''} onChange={(e) => changePerson({ phone: optional(e.currentTarget.value) })} autoComplete="off" />
                        <TextInput label={t('organisation:write.person.email')} type="email" value={text.person.email ?? ''} onChange={(e) => changePerson({ email: optional(e.currentTarget.value) })} autoComplete="off" />
                    </div>
                    <Text c="dimmed">{t('organisation:write.person.reach')}</Text>
                    <TextInput
                        label={t('organisation:write.person.birth')}
                        description={t('organisation:write.person.birth_why')}
                        type="date"
                        value={text.person.birth_date ?? ''}
                        onChange={(e) => changePerson({ birth_date: optional(e.currentTarget.value) })}
                    />
                </>
            )}
            {name === 'words' && (
                <>
                    <Text>{t('organisation:write.words.text')}</Text>
                    <Fold title={t('organisation:write.words.help')}>
                        <ul className={classes.steps}>
                            {['seen', 'work', 'plain', 'no_guess', 'no_health'].map((one) => (
                                <li key={one}>{t(`organisation:write.words.hint.${one}`)}</li>
                            ))}
                        </ul>
                    </Fold>
                    <Textarea label={t('organisation:write.words.reason')} value={text.reason} onChange={(e) => change({ reason: e.currentTarget.value })} autosize minRows={6} maxLength={20_000} required />
                    <Textarea
                        label={t('organisation:write.words.questions')}
                        description={t('organisation:write.words.questions_why')}
                        value={text.questions}
                        onChange={(e) => change({ questions: e.currentTarget.value })}
                        autosize
                        minRows={3}
                        maxLength={20_000}
                    />
                </>
            )}
            {name === 'told' && (
                <>
                    <Text>{t('organisation:write.told.text')}</Text>
                    <Radio.Group label={t('organisation:write.told.question')} value={text.informed ? 'yes' : 'no'} onChange={(value) => change({ informed: value === 'yes' })}>
                        <div className={staff.form}>
                            <Radio mt="xs" value="yes" label={t('organisation:write.told.yes')} />
                            <Radio value="no" label={t('organisation:write.told.no')} description={t('organisation:write.told.no_why')} />
                        </div>
                    </Radio.Group>
                    <TextInput
                        label={t('organisation:write.told.author')}
                        description={t('organisation:write.told.author_why')}
                        placeholder={me.data?.name}
                        value={text.author_name ?? ''}
                        onChange={(e) => change({ author_name: optional(e.currentTarget.value) })}
                    />
                </>
            )}
            {name === 'check' && <Check text={text} to={setStep} />}
            {lacking && (
                <Text role="alert" className={staff.problem}>
                    {lacking}
                </Text>
            )}
            {handOver.isError ? <ProblemNote error={handOver.error} /> : error !== undefined && <ProblemNote error={error} title={t('organisation:write.not_saved')} />}
            <div className={`${classes.foot} ${classes.noPrint}`}>
                {step > 0 && (
                    <Button variant="default" onClick={() => setStep(step - 1)}>
                        {t('organisation:write.previous')}
                    </Button>
                )}
                <Button type="submit" loading={handOver.isPending}>
                    {t(name === 'check' ? 'organisation:write.hand_over' : 'organisation:write.next')}
                </Button>
                {name === 'check' && (
                    <Button variant="default" leftSection={<Icon name="print" size={18} />} onClick={() => window.print()}>
                        {t('organisation:print')}
                    </Button>
                )}
                <span role="status" className={classes.saved}>
                    {saved}
                </span>
            </div>
        </form>
    );
}

function Service({ value, onChange }: { value: string; onChange: (service: string) => void }) {
    const { t } = useTranslation();
    const contracts = useContracts();
    if (contracts.isPending) return <Loading lines={2} />;
    if (contracts.isError) return <ProblemNote error={contracts.error} retry={() => void contracts.refetch()} />;
    const covered = [...new Set(contracts.data.filter((one) => one.in_force).flatMap((one) => one.services))];
    if (covered.length === 0) return <Text role="status">{t('organisation:write.service.none')}</Text>;
    return (
        <Radio.Group aria-label={t('organisation:write.service.title')} value={value} onChange={onChange}>
            <div className={staff.form}>
                {covered.map((code) => (
                    <div key={code} className={classes.choice}>
                        <Radio value={code} label={t(`organisation:service.${code}.title`)} description={t(`organisation:service.${code}.text`)} />
                    </div>
                ))}
            </div>
        </Radio.Group>
    );
}

function Check({ text, to }: { text: Referral; to: (step: number) => void }) {
    const { t } = useTranslation();
    const none = t('organisation:write.check.none');
    const parts: [number, string, [string, ReactNode][]][] = [
        [0, t('organisation:write.service.title'), [[t('organisation:write.check.service'), t(`organisation:service.${text.service}.title`)]]],
        [
            1,
            t('organisation:write.person.title'),
            [
                [t('organisation:write.person.name'), text.person.name],
                [t('organisation:write.person.phone'), text.person.phone ?? none],
                [t('organisation:write.person.email'), text.person.email ?? none],
                [t('organisation:write.person.birth'), text.person.birth_date ? day(text.person.birth_date) : none],
            ],
        ],
        [
            2,
            t('organisation:write.words.title'),
            [
                [t('organisation:write.words.reason'), <span key="r" className={classes.text}>{text.reason}</span>],
                [t('organisation:write.words.questions'), <span key="q" className={classes.text}>{text.questions || none}</span>],
            ],
        ],
        [3, t('organisation:write.told.title'), [[t('organisation:write.told.question'), t(text.informed ? 'organisation:write.told.yes' : 'organisation:write.told.no')]]],
    ];
    return (
        <>
            <Text>{t('organisation:write.check.text')}</Text>
            {parts.map(([step, title, rows]) => (
                <Sheet key={title} className={staff.form}>
                    <Facts rows={rows} />
                    <div className={classes.noPrint}>
                        <Button variant="default" onClick={() => to(step)} aria-label={t('organisation:write.check.change_of', { what: title })}>
                            {t('organisation:write.check.change')}
                        </Button>
                    </div>
                </Sheet>
            ))}
        </>
    );
}
