import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { dateOnly } from '../../shared/i18n/format';
import { Confirm } from '../../shared/parts/Confirm';
import { ProblemNote } from '../../shared/parts/answers';
import { Sheet } from '../../shared/parts/Page';
import type { Report } from './questions';

type Way = 'agree' | 'ask_change' | 'attach' | 'withdraw';

/** A report as it was given to the person, and the ways that are open. The server decides which are. */
export function ReportSheet({ report }: { report: Report }) {
    const { t } = useTranslation();
    const memory = useQueryClient();
    const [text, setText] = useState('');
    const answer = useMutation({
        mutationFn: (way: Way) =>
            answerOf(
                api.POST('/care/you/reports/{report}/answer', {
                    params: { path: { report: report.report_id } },
                    // The hash says which text was read: nobody agrees to another.
                    body: { answer: way, hash: report.hash, ...(text.trim() && { text: text.trim() }) },
                }),
            ),
        onSuccess: () => memory.invalidateQueries(),
    });
    const until = report.changes_until ? new Date(report.changes_until) : undefined;
    const running = until !== undefined && until > new Date();
    const reading = report.state === 'with_service_user';
    const declined = report.state === 'amendment_declined';
    const stoppable = reading || declined || ['amendment_requested', 'agreed', 'released'].includes(report.state);
    const [asking, setAsking] = useState(false);
    const stop = report.state === 'released' ? t('you:report.take_back') : t('you:report.withdraw');
    const button = (way: Way, words: string, main = false) => (
        <Button
            key={way}
            variant={main ? 'filled' : 'default'}
            disabled={answer.isPending || ((way === 'ask_change' || way === 'attach') && text.trim() === '')}
            onClick={() => answer.mutate(way)}
        >
            {words}
        </Button>
    );
    return (
        <Sheet>
            <Stack gap="sm">
                <Text fw={650}>{t(`you:report.state.${report.state}`)}</Text>
                <Text style={{ whiteSpace: 'pre-wrap' }}>{report.text}</Text>
                {report.statement && (
                    <>
                        <Text size="sm" c="dimmed">
                            {t('you:report.own_views')}
                        </Text>
                        <Text style={{ whiteSpace: 'pre-wrap' }}>{report.statement}</Text>
                    </>
                )}
                {report.said.map((said) => (
                    <div key={said.event + said.at}>
                        <Text size="sm" c="dimmed">
                            {t(`you:report.said.${said.event}`, { date: dateOnly(said.at) })}
                        </Text>
                        <Text style={{ whiteSpace: 'pre-wrap' }}>{said.text}</Text>
                    </div>
                ))}
                {reading && (
                    <Text size="sm">
                        {running ? t('you:report.until', { date: dateOnly(until) }) : t('you:report.over')}
                    </Text>
                )}
                {((reading && running) || declined) && (
                    <Textarea
                        label={declined ? t('you:report.views') : t('you:report.what')}
                        autosize
                        minRows={2}
                        value={text}
                        onChange={(e) => setText(e.currentTarget.value)}
                    />
                )}
                {answer.isError && <ProblemNote error={answer.error} />}
                <Group>
                    {(reading || declined) && button('agree', t('you:report.agree'), true)}
                    {reading && running && button('ask_change', t('you:report.change'))}
                    {declined && button('attach', t('you:report.attach'))}
                    {stoppable && (
                        <Button variant="default" disabled={answer.isPending} onClick={() => setAsking(true)}>
                            {stop}
                        </Button>
                    )}
                </Group>
                <Confirm
                    opened={asking}
                    title={t('you:report.stop_title')}
                    action={stop}
                    busy={answer.isPending}
                    error={answer.error}
                    onConfirm={() => answer.mutate('withdraw')}
                    onClose={() => setAsking(false)}
                >
                    <Text>{t(report.state === 'released' ? 'you:report.stop_released' : 'you:report.stop_text')}</Text>
                </Confirm>
            </Stack>
        </Sheet>
    );
}
