import { Button, PasswordInput, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { announce } from '../../shared/parts/announce';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { DateText, StateMark } from '../../shared/parts/small';
import { deviceOf } from '../device';
import { RecoveryCodes, TotpSecret } from '../parts/Enrol';
import { meetsRules, NewPassword } from '../parts/NewPassword';
import { FactorProblem } from '../parts/SecondFactor';
import { makePasskey, passkeysWork } from '../passkeys';
import { useFactors, useSessions } from '../questions';
import { become, memory, withStepUp } from '../session';
import classes from '../staff.module.css';
import type { Factors } from '../types';

const factorsChanged = () => memory.invalidateQueries({ queryKey: ['factors'] });

/** What one's own way in is made of. */
export default function Security() {
    const { t } = useTranslation();
    const factors = useFactors();
    return (
        <Page title={t('staff:security.title')} lead={t('staff:security.lead')}>
            <Section title={t('staff:security.sessions')}>
                <Sessions />
            </Section>
            <Answer query={factors}>
                {(data) => (
                    <>
                        <Section title={t('staff:security.passkeys')}>
                            <Passkeys passkeys={data.passkeys} />
                        </Section>
                        <Section title={t('staff:security.totp')}>
                            <Totp present={data.totp} />
                        </Section>
                        <Section title={t('staff:security.recovery')}>
                            <Recovery left={data.recovery_codes_left} />
                        </Section>
                        <Section title={t('staff:security.password')}>
                            <Password since={data.password_at} />
                        </Section>
                    </>
                )}
            </Answer>
        </Page>
    );
}

function Sessions() {
    const { t } = useTranslation();
    const sessions = useSessions();
    const named = (agent: string) => {
        const device = deviceOf(agent);
        return device ? t('staff:security.device', device) : agent || t('staff:security.no_device');
    };
    const end = useMutation({
        mutationFn: (session: string) =>
            answerOf(api.DELETE('/staff/sessions/{session}', { params: { path: { session } } })),
        onSuccess: (_answer, session) => {
            if (sessions.data?.some((one) => one.current && one.session_id === session)) {
                become('left');
                return;
            }
            announce(t('staff:security.ended'));
            void memory.invalidateQueries({ queryKey: ['sessions'] });
        },
    });
    return (
        <>
            <Answer query={sessions}>
                {(all) => (
                    <ul className={classes.list}>
                        {all.map((one) => (
                            <li key={one.session_id}>
                                <div className={classes.entry}>
                                    <span className={classes.entryHead}>
                                        <span title={one.device}>{named(one.device)}</span>
                                        {one.current && <StateMark tone="ok">{t('staff:security.here')}</StateMark>}
                                    </span>
                                    <span className={classes.small}>
                                        {t('staff:security.since')} <DateText at={one.created_at} />
                                        {' · '}
                                        {t('staff:security.by', {
                                            way: t(`staff:factor.${one.second_factor}`, {
                                                defaultValue: one.second_factor,
                                            }),
                                        })}
                                    </span>
                                </div>
                                <Button
                                    variant="default"
                                    onClick={() => end.mutate(one.session_id)}
                                    loading={end.isPending && end.variables === one.session_id}
                                    aria-label={t('staff:security.end_of', { device: named(one.device) })}
                                >
                                    {t('staff:security.end')}
                                </Button>
                            </li>
                        ))}
                    </ul>
                )}
            </Answer>
            {end.isError && <ProblemNote error={end.error} />}
        </>
    );
}

function Passkeys({ passkeys }: { passkeys: Factors['passkeys'] }) {
    const { t } = useTranslation();
    const [label, setLabel] = useState('');
    const add = useMutation({
        mutationFn: async () => {
            const wanted = await withStepUp(() => answerOf(api.POST('/staff/passkeys/challenge', {})));
            const passkey = await makePasskey(wanted);
            return answerOf(api.POST('/staff/passkeys', { body: { label: label.trim(), passkey } }));
        },
        onSuccess: () => {
            setLabel('');
            announce(t('staff:security.passkey_added'));
            void factorsChanged();
        },
    });
    const remove = useMutation({
        mutationFn: (passkey: string) =>
            withStepUp(() => answerOf(api.DELETE('/staff/passkeys/{passkey}', { params: { path: { passkey } } }))),
        onSuccess: factorsChanged,
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        add.mutate();
    };
    return (
        <>
            {passkeys.length === 0 ? (
                <Text c="dimmed">{t('staff:security.no_passkeys')}</Text>
            ) : (
                <ul className={classes.list}>
                    {passkeys.map((one) => (
                        <li key={one.passkey_id}>
                            <div className={classes.entry}>
                                <span className={classes.entryHead}>{one.label || t('staff:factor.passkey')}</span>
                                <span className={classes.small}>
                                    {t('staff:security.made')} <DateText at={one.created_at} style="date" />
                                    {one.used_at && (
                                        <>
                                            {` · ${t('staff:security.used')} `}
                                            <DateText at={one.used_at} style="ago" />
                                        </>
                                    )}
                                </span>
                            </div>
                            <Button
                                variant="default"
                                onClick={() => remove.mutate(one.passkey_id)}
                                loading={remove.isPending && remove.variables === one.passkey_id}
                                aria-label={t('staff:security.remove_of', { label: one.label })}
                            >
                                {t('staff:security.remove')}
                            </Button>
                        </li>
                    ))}
                </ul>
            )}
            {remove.isError && <ProblemNote error={remove.error} />}
            {passkeysWork() && (
                <Sheet>
                    <form onSubmit={submit} className={classes.form}>
                        <TextInput
                            label={t('staff:security.passkey_label')}
                            description={t('staff:security.passkey_label_why')}
                            value={label}
                            onChange={(event) => setLabel(event.currentTarget.value)}
                            maxLength={60}
                            autoComplete="off"
                            required
                        />
                        {add.isError && <FactorProblem error={add.error} />}
                        <div>
                            <Button type="submit" loading={add.isPending}>
                                {t('staff:security.add_passkey')}
                            </Button>
                        </div>
                    </form>
                </Sheet>
            )}
        </>
    );
}

function Totp({ present }: { present: boolean }) {
    const { t } = useTranslation();
    const [code, setCode] = useState('');
    const offer = useMutation({ mutationFn: () => withStepUp(() => answerOf(api.POST('/staff/totp', {}))) });
    const use = useMutation({
        mutationFn: () =>
            withStepUp(() => answerOf(api.PUT('/staff/totp', { body: { totp_code: code.replace(/\s/g, '') } }))),
        onSuccess: () => {
            offer.reset();
            announce(t('staff:security.totp_used'));
            void factorsChanged();
        },
        onSettled: () => setCode(''),
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        use.mutate();
    };
    return (
        <Sheet className={classes.form}>
            <Text>{t(present ? 'staff:security.totp_present' : 'staff:security.totp_absent')}</Text>
            {offer.isError && <ProblemNote error={offer.error} />}
            {offer.data ? (
                <form onSubmit={submit} className={classes.form}>
                    <TotpSecret secret={offer.data.secret} uri={offer.data.uri} />
                    <TextInput
                        label={t('staff:factor.totp_label')}
                        description={t('staff:factor.totp_text')}
                        value={code}
                        onChange={(event) => setCode(event.currentTarget.value)}
                        autoComplete="one-time-code"
                        inputMode="numeric"
                        required
                    />
                    {use.isError && <ProblemNote error={use.error} />}
                    <div>
                        <Button type="submit" loading={use.isPending}>
                            {t('staff:security.totp_use')}
                        </Button>
                    </div>
                </form>
            ) : (
                <div>
                    <Button variant="default" onClick={() => offer.mutate()} loading={offer.isPending}>
                        {t(present ? 'staff:security.totp_new' : 'staff:security.totp_set_up')}
                    </Button>
                </div>
            )}
        </Sheet>
    );
}

function Recovery({ left }: { left: number }) {
    const { t } = useTranslation();
    const make = useMutation({
        mutationFn: () => withStepUp(() => answerOf(api.POST('/staff/recovery-codes', {}))),
        onSuccess: factorsChanged,
    });
    return (
        <Sheet className={classes.form}>
            <Text>{t('staff:security.codes_left', { count: left })}</Text>
            {make.data && <RecoveryCodes codes={make.data.recovery_codes} />}
            {make.isError && <ProblemNote error={make.error} />}
            <div>
                <Button variant="default" onClick={() => make.mutate()} loading={make.isPending}>
                    {t('staff:security.codes_new')}
                </Button>
            </div>
        </Sheet>
    );
}

function Password({ since }: { since: string | undefined }) {
    const { t } = useTranslation();
    const [current, setCurrent] = useState('');
    const [next, setNext] = useState('');
    const change = useMutation({
        mutationFn: () => withStepUp(() => answerOf(api.PUT('/staff/password', { body: { current, new: next } }))),
        onSuccess: () => {
            setNext('');
            announce(t('staff:security.password_changed'));
            void factorsChanged();
            void memory.invalidateQueries({ queryKey: ['sessions'] });
        },
        onSettled: () => setCurrent(''),
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        change.mutate();
    };
    return (
        <Sheet>
            <form onSubmit={submit} className={classes.form}>
                {since && (
                    <Text>
                        {t('staff:security.password_since')} <DateText at={since} style="date" />
                    </Text>
                )}
                <PasswordInput
                    label={t('staff:security.password_current')}
                    value={current}
                    onChange={(event) => setCurrent(event.currentTarget.value)}
                    autoComplete="current-password"
                    required
                    size="md"
                    visibilityToggleButtonProps={{ 'aria-label': t('staff:password.show') }}
                />
                <NewPassword label={t('staff:security.password_new')} value={next} onChange={setNext} />
                {change.isError && <ProblemNote error={change.error} />}
                {change.isSuccess && <Text role="status">{t('staff:security.password_changed')}</Text>}
                <div>
                    <Button type="submit" loading={change.isPending} disabled={!meetsRules(next)}>
                        {t('staff:security.password_change')}
                    </Button>
                </div>
            </form>
        </Sheet>
    );
}
