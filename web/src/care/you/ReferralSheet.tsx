import { Button, Checkbox, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { dateOnly } from '../../shared/i18n/format';
import { Confirm } from '../../shared/parts/Confirm';
import { ProblemNote } from '../../shared/parts/answers';
import { Sheet } from '../../shared/parts/Page';
import type { Asked, Referral } from './questions';

const open = new Set(['awaiting_service_user', 'consented', 'accepted', 'closed']);

/** What was written, word for word, and the person's answer to it. */
export function ReferralSheet({ referral, asked }: { referral: Referral; asked: Asked }) {
    const { t } = useTranslation();
    const memory = useQueryClient();
    const [know, setKnow] = useState(false);
    const [statement, setStatement] = useState('');
    const path = { params: { path: { referral: referral.referral_id } } };
    const done = () => memory.invalidateQueries();
    const answer = useMutation({
        mutationFn: (yes: boolean) =>
            answerOf(
                api.POST('/care/you/referrals/{referral}/answer', {
                    ...path,
                    body: {
                        answer: yes ? 'consent' : 'decline',
                        wording: asked.version,
                        organisation_may_know: know,
                        ...(statement.trim() && { statement: statement.trim() }),
                    },
                }),
            ),
        onSuccess: done,
    });
    const withdraw = useMutation({
        mutationFn: () => answerOf(api.POST('/care/you/referrals/{referral}/withdrawal', path)),
        onSuccess: done,
    });
    const busy = answer.isPending || withdraw.isPending;
    const waits = referral.state === 'awaiting_service_user' && !referral.taken_back;
    const [asking, setAsking] = useState(false);
    return (
        <Sheet>
            <Stack gap="sm">
                <Text fw={650}>{t(referral.taken_back ? 'you:referral.taken_back' : `you:referral.state.${referral.state}`)}</Text>
                {referral.organisation && (
                    <Text size="sm">
                        {t('you:referral.from', { organisation: referral.organisation, date: dateOnly(referral.written_at) })}
                        {referral.text?.author_name && ` ${t('you:referral.signed', { name: referral.text.author_name })}`}
                    </Text>
                )}
                {referral.text && (
                    <>
                        <Text size="sm" c="dimmed">
                            {t('you:referral.reason')}
                        </Text>
                        <Text style={{ whiteSpace: 'pre-wrap' }}>{referral.text.reason}</Text>
                        {referral.text.questions && (
                            <>
                                <Text size="sm" c="dimmed">
                                    {t('you:referral.questions')}
                                </Text>
                                <Text style={{ whiteSpace: 'pre-wrap' }}>{referral.text.questions}</Text>
                            </>
                        )}
                        <Text size="sm">{referral.text.informed ? t('you:referral.told') : t('you:referral.not_told')}</Text>
                    </>
                )}
                {waits && (
                    <>
                        <Text>{asked.text}</Text>
                        <Checkbox label={t('you:referral.know')} checked={know} onChange={(e) => setKnow(e.currentTarget.checked)} />
                        <Textarea label={t('you:referral.statement')} autosize minRows={2} value={statement} onChange={(e) => setStatement(e.currentTarget.value)} />
                    </>
                )}
                {(answer.isError || withdraw.isError) && <ProblemNote error={answer.error ?? withdraw.error} />}
                <Group>
                    {waits && (
                        <>
                            <Button disabled={busy} onClick={() => answer.mutate(true)}>
                                {t('you:referral.agree')}
                            </Button>
                            <Button disabled={busy} variant="default" onClick={() => answer.mutate(false)}>
                                {t('you:referral.decline')}
                            </Button>
                        </>
                    )}
                    {!waits && open.has(referral.state) && (
                        <Button disabled={busy} variant="default" onClick={() => setAsking(true)}>
                            {t('you:referral.withdraw')}
                        </Button>
                    )}
                </Group>
                <Confirm
                    opened={asking}
                    title={t('you:referral.withdraw_title')}
                    action={t('you:referral.withdraw')}
                    busy={withdraw.isPending}
                    error={withdraw.error}
                    onConfirm={() => withdraw.mutate(undefined, { onSuccess: () => setAsking(false) })}
                    onClose={() => setAsking(false)}
                >
                    <Text>{t('you:referral.withdraw_text')}</Text>
                </Confirm>
            </Stack>
        </Sheet>
    );
}
