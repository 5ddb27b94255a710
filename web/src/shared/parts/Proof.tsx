import { Button, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../api/client';
import type { Body } from '../api/types';
import { ProblemNote } from './answers';
import { saveFile } from './small';
import classes from './Proof.module.css';

type Proof = Body<'/me/access-log/{entry}/proof', 'get', 200>;

interface ProofButtonProps {
    entry: string;
    /** Asks whoever's log it stands in. */
    load: (entry: string) => Promise<Proof>;
}

/** Saves the proof that one entry stands unchanged in the signed log. */
export function ProofButton({ entry, load }: ProofButtonProps) {
    const { t } = useTranslation();
    const proof = useMutation({
        mutationFn: () => load(entry),
        onSuccess: (answer) => saveFile(`wellkept-${entry}.tlog-proof`, 'text/plain', answer.proof),
    });
    return (
        <div className={classes.proof}>
            <Button variant="subtle" size="compact-sm" loading={proof.isPending} onClick={() => proof.mutate()}>
                {t('shared:proof.download')}
            </Button>
            {proof.isSuccess && (
                <Text size="sm" c="dimmed" role="status">
                    {t(proof.data.cosigned ? 'shared:proof.saved_cosigned' : 'shared:proof.saved', {
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
            <summary>{t('shared:proof.how')}</summary>
            <p>{t('shared:proof.what')}</p>
            <ol>
                <li>{t('shared:proof.step_save')}</li>
                <li>
                    {t('shared:proof.step_run')}
                    <code className={classes.code}>{t('shared:proof.command', { key: key.data ?? '…' })}</code>
                </li>
                <li>{t('shared:proof.step_any')}</li>
            </ol>
            <p>{t('shared:proof.witness')}</p>
        </details>
    );
}
