import { Button, PasswordInput, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { asProblem } from '../../shared/api/problem';
import { ProblemNote } from '../../shared/parts/answers';
import { Footer } from '../../shared/parts/Footer';
import { Page, Sheet } from '../../shared/parts/Page';
import { Wordmark } from '../../shared/parts/Wordmark';
import { SecondFactor } from '../parts/SecondFactor';
import { become, type SessionState } from '../session';
import classes from '../staff.module.css';
import type { SignInStep } from '../types';

/** E-mail and password, then the second factor. */
export function SignIn({ reason, title, lead }: { reason: SessionState; title: string; lead: string }) {
    const { t } = useTranslation();
    const [step, setStep] = useState<SignInStep>();
    return (
        <div className={classes.bare}>
            <header>
                <Wordmark />
            </header>
            <main>
                <Page title={title} lead={lead}>
                    {(reason === 'expired' || reason === 'left') && (
                        <Text role="status">
                            {t(reason === 'expired' ? 'staff:sign_in.expired' : 'staff:sign_in.left')}
                        </Text>
                    )}
                    <Sheet>
                        {step ? (
                            <SecondStep step={step} onBack={() => setStep(undefined)} />
                        ) : (
                            <FirstStep onStep={setStep} />
                        )}
                    </Sheet>
                </Page>
            </main>
            <Footer />
        </div>
    );
}

function FirstStep({ onStep }: { onStep: (step: SignInStep) => void }) {
    const { t } = useTranslation();
    const [email, setEmail] = useState('');
    const [password, setPassword] = useState('');
    const sign = useMutation({
        mutationFn: () => answerOf(api.POST('/staff/sign-in', { body: { email: email.trim(), password } })),
        onSuccess: onStep,
        onError: () => setPassword(''),
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        sign.mutate();
    };
    const refused = sign.isError && asProblem(sign.error).status === 401;
    return (
        <form onSubmit={submit} className={classes.form}>
            <TextInput
                type="email"
                label={t('staff:sign_in.email')}
                value={email}
                onChange={(event) => setEmail(event.currentTarget.value)}
                autoComplete="username"
                required
            />
            <PasswordInput
                label={t('staff:sign_in.password')}
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
                autoComplete="current-password"
                required
                size="md"
                visibilityToggleButtonProps={{ 'aria-label': t('staff:password.show') }}
            />
            {refused && (
                <Text role="alert" className={classes.problem}>
                    {t('staff:sign_in.refused')}
                </Text>
            )}
            {sign.isError && !refused && <ProblemNote error={sign.error} />}
            <div>
                <Button type="submit" loading={sign.isPending}>
                    {t('staff:sign_in.go_on')}
                </Button>
            </div>
            <Text c="dimmed">{t('staff:sign_in.help')}</Text>
        </form>
    );
}

function SecondStep({ step, onBack }: { step: SignInStep; onBack: () => void }) {
    const { t } = useTranslation();
    return (
        <div className={classes.form}>
            <SecondFactor
                methods={step.methods}
                passkey={step.passkey}
                action={t('staff:sign_in.action')}
                onFactor={async (factor) => {
                    await answerOf(api.POST('/staff/sign-in/second-factor', { body: factor }));
                    become('in');
                }}
            />
            <div>
                <Button variant="default" onClick={onBack}>
                    {t('staff:sign_in.again')}
                </Button>
            </div>
        </div>
    );
}
