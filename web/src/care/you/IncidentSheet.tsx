import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import type { Body } from '../../shared/api/types';
import { addTexts } from '../../shared/i18n';
import texts from '../../shared/i18n/en/critical.json';
import { ProblemNote } from '../../shared/parts/answers';
import { Sheet } from '../../shared/parts/Page';

addTexts('critical', texts);

type Own = Body<'/care/you/critical-incidents', 'get', 200>;

/** What a person is asked before a case of their own is opened after an incident, and their answer. */
export function IncidentSheet({ offered, asked }: { offered: Own['incidents'][number]; asked: Own['asked'] }) {
    const { t } = useTranslation();
    const memory = useQueryClient();
    const path = { params: { path: { incident: offered.incident_id } } };
    const done = () => memory.invalidateQueries();
    const answer = useMutation({
        mutationFn: (yes: boolean) =>
            answerOf(api.POST('/care/you/critical-incidents/{incident}/answer', { ...path, body: { answer: yes ? 'consent' : 'decline', wording: asked?.version ?? 0 } })),
        onSuccess: done,
    });
    const withdraw = useMutation({
        mutationFn: () => answerOf(api.POST('/care/you/critical-incidents/{incident}/withdrawal', path)),
        onSuccess: done,
    });
    const busy = answer.isPending || withdraw.isPending;
    return (
        <Sheet>
            <Stack gap="sm">
                {offered.state === 'offered' ? (
                    <>
                        <Text>{asked?.text}</Text>
                        <Group>
                            <Button loading={busy} onClick={() => answer.mutate(true)}>
                                {t('critical:you.agree')}
                            </Button>
                            <Button variant="default" loading={busy} onClick={() => answer.mutate(false)}>
                                {t('critical:you.decline')}
                            </Button>
                        </Group>
                    </>
                ) : (
                    <Text>{t(`critical:you.${offered.state}`)}</Text>
                )}
                {offered.state === 'consented' && (
                    <Button variant="default" loading={busy} onClick={() => withdraw.mutate()}>
                        {t('critical:you.withdraw')}
                    </Button>
                )}
                {(answer.isError || withdraw.isError) && <ProblemNote error={answer.error ?? withdraw.error} />}
            </Stack>
        </Sheet>
    );
}
