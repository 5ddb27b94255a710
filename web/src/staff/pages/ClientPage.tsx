import { Anchor, Button, Text } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import { dateTime } from '../../shared/i18n/format';
import { AccessLog } from '../../shared/parts/AccessLog';
import { Empty, Loading, ProblemNote } from '../../shared/parts/answers';
import { Fold } from '../../shared/parts/Fold';
import { clientLine } from '../../shared/parts/log-lines';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { DateText, StateMark, type Tone, useNow } from '../../shared/parts/small';
import { useNames } from '../duties';
import duties from '../duties.module.css';
import { AccountForm } from '../parts/AccountForm';
import { Rows, useAct } from '../parts/Act';
import { ShownLink } from '../parts/Enrol';
import { useDoors, useMay } from '../questions';
import classes from '../staff.module.css';
import { useClientEvents, useClientLog, useClientMembers } from '../support';

/** A Client's own lists, while one has a door to them open; each look leaves its row, and the Client sees the door. */
export default function ClientPage() {
    const { t } = useTranslation();
    const { client = '' } = useParams();
    const may = useMay();
    const name = useNames().client(client);
    const now = useNow(10_000);
    const doors = useDoors(may('support_access.read'));
    const door = doors.data?.find(
        (one) => one.mine && one.kind === 'support' && one.client_id === client && !one.ended_at && Date.parse(one.expires_at) > now,
    );
    return (
        <Page title={name} back={{ to: '/desk/clients', text: t('staff:clients.title') }}>
            {!doors.data && !doors.isError && <Loading />}
            {doors.isError && <ProblemNote error={doors.error} />}
            {doors.data && !door && (
                <Empty icon="eye" title={t('staff:client.closed')}>
                    {t('staff:client.closed_text')}
                </Empty>
            )}
            {door && (
                <>
                    <Text>
                        <StateMark tone="busy">{t('staff:door.open')}</StateMark>{' '}
                        {t('staff:clients.open_until', { time: dateTime(door.expires_at) })} {t('staff:client.seen')}
                    </Text>
                    {may('staff.invite') && (
                        <Fold title={t('staff:client.invite')}>
                            <Invite client={client} />
                        </Fold>
                    )}
                    <Section title={t('staff:client.members')}>
                        <Members client={client} />
                    </Section>
                    <Fold lazy title={t('staff:client.events')}>
                        <Events client={client} />
                    </Fold>
                    <Fold lazy title={t('staff:client.log')}>
                        <Log client={client} />
                    </Fold>
                </>
            )}
        </Page>
    );
}

interface PagedProps<P, T> {
    query: UseInfiniteQueryResult<InfiniteData<P>>;
    of: (page: P) => T[];
    none: string;
    keyOf: (item: T) => string;
    children: (item: T) => ReactNode;
}

function Paged<P, T>({ query, of, none, keyOf, children }: PagedProps<P, T>) {
    const { t } = useTranslation();
    if (query.isError && !query.data) return <ProblemNote error={query.error} retry={() => void query.refetch()} />;
    if (!query.data) return <Loading lines={3} />;
    return (
        <>
            <Rows items={query.data.pages.flatMap(of)} none={none} keyOf={keyOf}>
                {children}
            </Rows>
            {query.hasNextPage && (
                <div>
                    <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                        {t('shared:action.more')}
                    </Button>
                </div>
            )}
        </>
    );
}

function Members({ client }: { client: string }) {
    const { t } = useTranslation();
    const members = useClientMembers(client);
    return (
        <Paged query={members} of={(page) => page.members} none={t('staff:client.no_members')} keyOf={(one) => one.member_id}>
            {(one) => (
                <div className={classes.entry}>
                    <span className={classes.entryHead}>
                        <Anchor component={Link} to={`/desk/clients/${client}/members/${one.member_id}`} inherit>
                            {one.user_key || one.member_id}
                        </Anchor>
                    </span>
                    <span className={classes.small}>
                        <span className={duties.code}>{one.member_id}</span>
                        {` · ${one.status} · `}
                        <DateText at={one.created_at} style="date" />
                    </span>
                </div>
            )}
        </Paged>
    );
}

const tones: Record<string, Tone> = { waiting: 'busy', delivered: 'ok', failed: 'warn', dropped: 'plain' };

function Events({ client }: { client: string }) {
    const { t } = useTranslation();
    const events = useClientEvents(client);
    return (
        <Paged query={events} of={(page) => page.events} none={t('staff:client.no_events')} keyOf={(one) => one.event_id}>
            {(one) => (
                <>
                    <div className={classes.entry}>
                        <span className={duties.code}>{one.type}</span>
                        <span className={classes.small}>
                            <DateText at={one.created_at} />
                            {` · ${t('staff:client.attempts', { count: one.attempts })}`}
                            {one.last_status !== undefined && ` · ${t('staff:client.answer', { status: one.last_status })}`}
                        </span>
                    </div>
                    <StateMark tone={tones[one.state] ?? 'plain'}>{t(`staff:client.state.${one.state}`)}</StateMark>
                </>
            )}
        </Paged>
    );
}

function Log({ client }: { client: string }) {
    const { t } = useTranslation();
    const log = useClientLog(client);
    return <AccessLog query={log} line={(entry, at) => clientLine(t, entry, at)} />;
}

function Invite({ client }: { client: string }) {
    const { t } = useTranslation();
    const [round, setRound] = useState(0);
    const invite = useAct(
        (body: { name: string; email: string; roles: string[]; ends_at?: string }) =>
            answerOf(api.POST('/staff/clients/{client}/accounts', { params: { path: { client } }, body })),
        { stale: [], then: () => setRound((before) => before + 1) },
    );
    return (
        <Sheet className={classes.form}>
            <Text>{t('staff:client.invite_text')}</Text>
            {invite.data && <ShownLink url={invite.data.url} until={dateTime(invite.data.expires_at)} />}
            <AccountForm
                // Emptied once somebody is invited.
                key={round}
                named
                side="client"
                start={{ roles: [], purposes: [], categories: [] }}
                action={t('staff:accounts.send')}
                busy={invite.isPending}
                error={invite.error}
                onSubmit={({ roles, ends_at }, name, email) => invite.mutate({ name, email, roles, ends_at })}
            />
        </Sheet>
    );
}
