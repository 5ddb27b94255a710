import { Button, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { ProblemNote } from '../../shared/parts/answers';
import { saveFile } from '../../shared/parts/small';
import classes from './Proof.module.css';

/** Saves the proof that one entry stands unchanged in the signed log. */
export function ProofButton({ entry }: { entry: string }) {
    const { t } = useTranslation();
    const proof = useMutation({
        mutationFn: () => answerOf(api.GET('/me/access-log/{entry}/proof', { params: { path: { entry } } })),
        onSuccess: (answer) => saveFile(`wellkept-${entry}.tlog-proof`, 'text/plain', answer.proof),
    });
    return (
        <div className={classes.proof}>
            <Button variant="subtle" size="compact-sm" loading={proof.isPending} onClick={() => proof.mutate()}>
                {t('member:access.proof.download')}
            </Button>
            {proof.isSuccess && (
                <Text size="sm" c="dimmed" role="status">
                    {t(proof.data.cosigned ? 'member:access.proof.saved_cosigned' : 'member:access.proof.saved', {
                        index: proof.data.index,
                        size: proof.data.size,
                    })}
                </Text>
            )}
            {proof.isError && <ProblemNote error={proof.error} />}
        </div>
    );
}

/** What a proof is, and how anybody can check one without us. */
export function ProofGuide() {
    const { t } = useTranslation();
    const key = useQuery({
        queryKey: ['log-key'],
        queryFn: async ({ signal }) =>
            (await answerOf(api.GET('/.well-known/wellkept.json', { signal }))).audit_log?.verifier_key ?? '',
        staleTime: Number.POSITIVE_INFINITY,
    });
    return (
        <details className={classes.guide}>
            <summary>{t('member:access.proof.how')}</summary>
            <p>{t('member:access.proof.what')}</p>
            <ol>
                <li>{t('member:access.proof.step_save')}</li>
                <li>
                    {t('member:access.proof.step_run')}
                    <code className={classes.code}>{t('member:access.proof.command', { key: key.data ?? '…' })}</code>
                </li>
                <li>{t('member:access.proof.step_any')}</li>
            </ol>
            <p>{t('member:access.proof.witness')}</p>
        </details>
    );
}
