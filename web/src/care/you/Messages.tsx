import { Button, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { dateTime } from '../../shared/i18n/format';
import { announce } from '../../shared/parts/announce';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { Sheet } from '../../shared/parts/Page';

const key = ['care-messages'];

/** A message to the desk, and those that were sent before, with what became of each. */
export function Messages() {
    const { t } = useTranslation();
    const memory = useQueryClient();
    const [text, setText] = useState('');
    const sent = useQuery({ queryKey: key, queryFn: ({ signal }) => answerOf(api.GET('/care/you/messages', { signal })) });
    const send = useMutation({
        mutationFn: () => answerOf(api.POST('/care/you/messages', { body: { text: text.trim() } })),
        onSuccess: () => {
            setText('');
            announce(t('you:write.sent'));
            return memory.invalidateQueries({ queryKey: key });
        },
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        send.mutate();
    };
    return (
        <Stack>
            <Sheet>
                <form onSubmit={submit}>
                    <Textarea
                        label={t('you:write.text')} description={t('you:write.hint')} autosize minRows={3} maxRows={12} maxLength={5000} mb="md"
                        value={text} onChange={(e) => setText(e.currentTarget.value)}
                    />
                    {send.isError && <ProblemNote error={send.error} />}
                    {send.isSuccess && text === '' && <Text mb="sm" role="status">{t('you:write.sent')}</Text>}
                    <Button type="submit" loading={send.isPending} disabled={text.trim() === ''}>
                        {t('you:write.send')}
                    </Button>
                </form>
            </Sheet>
            <Answer query={sent} lines={1}>
                {({ messages }) =>
                    messages.length === 0 ? (
                        <Text c="dimmed">{t('you:write.none')}</Text>
                    ) : (
                        <Sheet>
                            <Stack gap="md">
                                <Text fw={650}>{t('you:write.yours')}</Text>
                                {messages.map((one) => (
                                    <div key={one.message_id}>
                                        <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{one.text}</Text>
                                        <Text size="sm" c="dimmed">
                                            {dateTime(one.at)} · {t(one.state === 'waits' ? 'you:write.waits' : 'you:write.seen')}
                                        </Text>
                                    </div>
                                ))}
                            </Stack>
                        </Sheet>
                    )
                }
            </Answer>
        </Stack>
    );
}
