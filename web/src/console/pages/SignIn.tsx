import { Button, PasswordInput, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem, type Problem } from '../../shared/api/problem';
import { ProblemNote } from '../../shared/parts/answers';
import { Page, Sheet } from '../../shared/parts/Page';
import { Wordmark } from '../../shared/parts/Wordmark';
import { signIn } from '../account';
import classes from './SignIn.module.css';

/** Takes the Client's id and secret, as pasted, for one visit. */
export function SignIn({ expired }: { expired: boolean }) {
    const { t } = useTranslation();
    const [id, setId] = useState('');
    const [secret, setSecret] = useState('');
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState<Problem>();
    const submit = (event: FormEvent) => {
        event.preventDefault();
        setBusy(true);
        setProblem(undefined);
        signIn(id.trim(), secret.trim()).catch((error: unknown) => {
            setBusy(false);
            setProblem(asProblem(error));
        });
    };
    const refused = problem && (problem.status === 400 || problem.status === 401);
    return (
        <main className={classes.page}>
            <Wordmark />
            <Page title={t('console:sign_in.title')} lead={t('console:sign_in.lead')}>
                {expired && <Text role="status">{t('console:sign_in.expired')}</Text>}
                <Sheet>
                    <form onSubmit={submit} className={classes.form}>
                        <TextInput
                            label={t('console:sign_in.id')}
                            value={id}
                            onChange={(event) => setId(event.currentTarget.value)}
                            autoComplete="off"
                            spellCheck={false}
                            required
                            size="md"
                        />
                        <PasswordInput
                            label={t('console:sign_in.secret')}
                            value={secret}
                            onChange={(event) => setSecret(event.currentTarget.value)}
                            autoComplete="off"
                            required
                            size="md"
                            visibilityToggleButtonProps={{ 'aria-label': t('console:sign_in.show_secret') }}
                        />
                        {refused && (
                            <Text role="alert" className={classes.problem}>
                                {t('console:sign_in.refused')}
                            </Text>
                        )}
                        {problem && !refused && <ProblemNote error={problem} />}
                        <div>
                            <Button type="submit" loading={busy}>
                                {t('console:sign_in.action')}
                            </Button>
                        </div>
                    </form>
                </Sheet>
            </Page>
        </main>
    );
}
