import { Button, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../shared/api/problem';
import { ProblemNote } from '../../shared/parts/answers';
import { type Assertion, passkeysWork, showPasskey } from '../passkeys';
import classes from '../staff.module.css';
import type { PasskeyRequest } from '../types';

export interface Factor {
    totp_code?: string;
    passkey?: Assertion;
    recovery_code?: string;
}

interface SecondFactorProps {
    methods: string[];
    passkey: PasskeyRequest | undefined;
    action: string;
    onFactor: (factor: Factor) => Promise<void>;
}

/** Asks for the second factor by one of the ways the account has. */
export function SecondFactor({ methods, passkey, action, onFactor }: SecondFactorProps) {
    const { t } = useTranslation();
    const usable = methods.filter((one) => one !== 'passkey' || (passkey && passkeysWork()));
    const [method, setMethod] = useState(usable[0] ?? 'totp');
    const [code, setCode] = useState('');
    const show = useMutation({
        mutationFn: async () => {
            const factor: Factor =
                method === 'passkey' && passkey
                    ? { passkey: await showPasskey(passkey) }
                    : method === 'recovery_code'
                      ? { recovery_code: code.trim() }
                      : { totp_code: code.replace(/\s/g, '') };
            await onFactor(factor);
        },
        onError: () => setCode(''),
    });
    const choose = (next: string) => {
        setMethod(next);
        setCode('');
        show.reset();
    };
    const submit = (event: FormEvent) => {
        event.preventDefault();
        show.mutate();
    };
    return (
        <form onSubmit={submit} className={classes.form}>
            {usable.length > 1 && (
                <SegmentedControl
                    aria-label={t('staff:factor.way')}
                    value={method}
                    onChange={choose}
                    data={usable.map((value) => ({ value, label: t(`staff:factor.${value}`) }))}
                    className={classes.ways}
                />
            )}
            {usable.length === 0 && <Text role="alert">{t('staff:factor.nothing')}</Text>}
            {method === 'passkey' ? (
                <Text>{t('staff:factor.passkey_text')}</Text>
            ) : (
                <TextInput
                    key={method}
                    label={t(method === 'recovery_code' ? 'staff:factor.recovery_label' : 'staff:factor.totp_label')}
                    description={t(method === 'recovery_code' ? 'staff:factor.recovery_text' : 'staff:factor.totp_text')}
                    value={code}
                    onChange={(event) => setCode(event.currentTarget.value)}
                    autoComplete="one-time-code"
                    inputMode={method === 'recovery_code' ? 'text' : 'numeric'}
                    spellCheck={false}
                    required
                    data-autofocus
                />
            )}
            {show.isError && <FactorProblem error={show.error} />}
            <div>
                <Button type="submit" loading={show.isPending} disabled={usable.length === 0}>
                    {method === 'passkey' ? t('staff:factor.use_passkey') : action}
                </Button>
            </div>
        </form>
    );
}

/** A passkey that was not shown is no fault of anybody. */
export function FactorProblem({ error }: { error: unknown }) {
    const { t } = useTranslation();
    if (!(error instanceof Problem))
        return (
            <Text role="alert" className={classes.problem}>
                {t('staff:factor.passkey_failed')}
            </Text>
        );
    return <ProblemNote error={error} />;
}
