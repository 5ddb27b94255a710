import { Anchor, Button, NativeSelect, Table, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { answerOf } from '../../shared/api/client';
import type { WebhookEvent } from '../../shared/api/types';
import { number } from '../../shared/i18n/format';
import { announce } from '../../shared/parts/announce';
import { Empty, Loading, ProblemNote } from '../../shared/parts/answers';
import { Page } from '../../shared/parts/Page';
import { DateText, StateMark, type Tone } from '../../shared/parts/small';
import { client, memory } from '../account';
import { useWebhookEvents } from '../questions';
import classes from './console.module.css';

const states = ['waiting', 'delivered', 'failed', 'dropped'] as const;
const tones: Record<string, Tone> = { waiting: 'busy', delivered: 'ok', failed: 'warn', dropped: 'plain' };
const repeatable = ['waiting', 'failed'];

export default function Events() {
    const { t } = useTranslation();
    const events = useWebhookEvents();
    const [state, setState] = useState('');
    const retry = useMutation({
        mutationFn: (event: string) =>
            answerOf(client.POST('/v1/webhook-events/{event}/retry', { params: { path: { event } } })),
        onSuccess: () => {
            announce(t('console:events.retried'));
            return memory.invalidateQueries({ queryKey: ['events'] });
        },
    });
    const all = events.data?.pages.flatMap((page) => page.events) ?? [];
    const shown = all.filter((event) => state === '' || event.state === state);
    return (
        <Page title={t('console:events.title')} lead={t('console:events.lead')}>
            {events.isError && <ProblemNote error={events.error} retry={() => void events.refetch()} />}
            {retry.isError && <ProblemNote error={retry.error} title={t('console:events.retry_failed')} />}
            {!events.data && !events.isError && <Loading lines={4} />}
            {events.data && all.length === 0 && (
                <Empty icon="clock" title={t('console:events.empty_title')}>
                    {t('console:events.empty')}
                </Empty>
            )}
            {all.length > 0 && (
                <>
                    <div className={classes.row}>
                        <NativeSelect
                            label={t('console:events.filter')}
                            value={state}
                            onChange={(event) => setState(event.currentTarget.value)}
                            data={[
                                { value: '', label: t('console:events.any') },
                                ...states.map((value) => ({ value, label: t(`console:events.state.${value}`) })),
                            ]}
                        />
                    </div>
                    <EventTable events={shown} busy={retry.isPending} onRetry={(event) => retry.mutate(event)} />
                    {events.hasNextPage && (
                        <div>
                            <Button
                                variant="default"
                                loading={events.isFetchingNextPage}
                                onClick={() => void events.fetchNextPage()}
                            >
                                {t('shared:action.more')}
                            </Button>
                        </div>
                    )}
                </>
            )}
        </Page>
    );
}

interface EventTableProps {
    events: WebhookEvent[];
    busy: boolean;
    onRetry: (event: string) => void;
}

function EventTable({ events, busy, onRetry }: EventTableProps) {
    const { t } = useTranslation();
    return (
        <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('console:events.title')}>
            <Table className={classes.table}>
                <thead>
                    <tr>
                        <th scope="col">{t('console:events.event')}</th>
                        <th scope="col">{t('console:events.state_head')}</th>
                        <th scope="col">{t('console:events.attempts')}</th>
                        <th scope="col">{t('console:events.last')}</th>
                        <th scope="col">{t('console:events.next')}</th>
                        <th scope="col">{t('console:events.action')}</th>
                    </tr>
                </thead>
                <tbody>
                    {events.map((event) => (
                        <tr key={event.event_id}>
                            <th scope="row">
                                {event.type}
                                <Text size="xs" c="dimmed" className={classes.id}>
                                    {event.event_id}
                                </Text>
                                <Text size="xs" c="dimmed">
                                    <DateText at={event.created_at} />
                                    {' · '}
                                    <Anchor component={Link} to={`/console/members/${event.member_id}`} size="xs" underline="always">
                                        {t('console:events.member')}
                                    </Anchor>
                                </Text>
                            </th>
                            <td>
                                <StateMark tone={tones[event.state] ?? 'plain'}>
                                    {t(`console:events.state.${event.state}`)}
                                </StateMark>
                            </td>
                            <td>{number(event.attempts, 0)}</td>
                            <td>{event.last_status ?? '–'}</td>
                            <td>{event.next_attempt_at ? <DateText at={event.next_attempt_at} /> : '–'}</td>
                            <td>
                                {repeatable.includes(event.state) && (
                                    <Button
                                        variant="default"
                                        disabled={busy}
                                        onClick={() => onRetry(event.event_id)}
                                        aria-label={t('console:events.retry_label', { event: event.event_id })}
                                    >
                                        {t('console:events.retry')}
                                    </Button>
                                )}
                            </td>
                        </tr>
                    ))}
                </tbody>
            </Table>
        </div>
    );
}
