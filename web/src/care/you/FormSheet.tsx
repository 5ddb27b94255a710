import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { announce } from '../../shared/parts/announce';
import { ProblemNote } from '../../shared/parts/answers';
import { Sheet } from '../../shared/parts/Page';
import type { Form } from './questions';

type Way = 'sign' | 'decline' | 'revoke';

/** A form by which something may be told to somebody: read in full, then signed, declined or revoked. */
export function FormSheet({ form }: { form: Form }) {
    const { t, i18n } = useTranslation();
    const memory = useQueryClient();
    const [name, setName] = useState('');
    const date = (at: string) => new Date(at).toLocaleDateString(i18n.language);
    const answer = useMutation({
        mutationFn: (way: Way) =>
            answerOf(
                api.POST('/care/you/release-forms/{form}/answer', {
                    params: { path: { form: form.form_id } },
                    // The hash says which text was read: nobody signs another.
                    body: { answer: way, ...(way === 'sign' && { hash: form.hash, name: name.trim() }) },
                }),
            ),
        onSuccess: (_, way) => {
            announce(t(`you:form.done.${way}`));
            return memory.invalidateQueries();
        },
    });
    const waits = form.state === 'prepared';
    const left = form.letters.filter((one) => one.state === 'left');
    return (
        <Sheet>
            <Stack gap="sm">
                <Text fw={650}>{t(form.state === 'signed' && !form.in_force ? 'you:form.state.over' : `you:form.state.${form.state}`, { name: form.recipient.name })}</Text>
                <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{form.text}</Text>
                {form.signature && <Text size="sm">{t('you:form.signed', { name: form.signature.name, date: date(form.signature.at) })}</Text>}
                {left.map((one) => (
                    <Text key={one.letter_id} size="sm">
                        {t('you:form.left', { date: date(one.since) })}
                    </Text>
                ))}
                {waits && <TextInput label={t('you:form.name')} description={t('you:form.name_hint')} value={name} onChange={(e) => setName(e.currentTarget.value)} autoComplete="name" />}
                {answer.isError && <ProblemNote error={answer.error} />}
                <Group>
                    {waits && (
                        <>
                            <Button disabled={answer.isPending || name.trim().length < 2} onClick={() => answer.mutate('sign')}>
                                {t('you:form.sign')}
                            </Button>
                            <Button disabled={answer.isPending} variant="default" onClick={() => answer.mutate('decline')}>
                                {t('you:form.decline')}
                            </Button>
                        </>
                    )}
                    {form.state === 'signed' && (
                        <Button disabled={answer.isPending} variant="default" onClick={() => answer.mutate('revoke')}>
                            {t('you:form.revoke')}
                        </Button>
                    )}
                </Group>
            </Stack>
        </Sheet>
    );
}
