import { Button, Switch, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import type { Connection, Permission } from '../../shared/api/types';
import { browserZone, number } from '../../shared/i18n/format';
import { Answer, Empty, ProblemNote } from '../../shared/parts/answers';
import { Confirm } from '../../shared/parts/Confirm';
import { HistoryProgress } from '../../shared/parts/HistoryProgress';
import { leave, outsideAddress } from '../../shared/parts/outside';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { DateText, Facts } from '../../shared/parts/small';
import { ConnectionState } from '../parts/ConnectionState';
import { AskAgain } from '../../preferences/AskAgain';
import { usePermissionChange } from '../permission-change';
import { connectionsKey, useConnections, usePermissions } from '../questions';
import classes from './ConnectionPage.module.css';

export default function ConnectionPage() {
    const { t } = useTranslation();
    const { connection: id } = useParams();
    const connections = useConnections();
    const connection = connections.data?.find((one) => one.connection_id === id && one.state !== 'revoked');
    return (
        <Page
            title={connection?.title ?? t('member:connection.title')}
            back={{ to: '/app/programs', text: t('member:programs.title') }}
            actions={connection && <ConnectionState state={connection.state} />}
        >
            <Answer query={connections} lines={4}>
                {() =>
                    connection ? (
                        <Shown connection={connection} />
                    ) : (
                        <Empty icon="programs" title={t('member:connection.gone_title')}>
                            {t('member:connection.gone')}
                        </Empty>
                    )
                }
            </Answer>
        </Page>
    );
}

function Shown({ connection }: { connection: Connection }) {
    const { t } = useTranslation();
    const facts: [string, ReactNode][] = [];
    if (connection.connected_at)
        facts.push([t('shared:connection.since'), <DateText key="since" at={connection.connected_at} />]);
    facts.push([
        t('shared:connection.last_data'),
        connection.last_data_at ? (
            <DateText key="last" at={connection.last_data_at} />
        ) : (
            t('shared:connection.no_data_yet')
        ),
    ]);
    facts.push([t('shared:connection.live'), number(connection.live_samples, 0)]);
    return (
        <>
            {(connection.state === 'broken' || connection.state === 'authorising') && <Mend connection={connection} />}
            <Sheet className={classes.state}>
                {connection.state !== 'authorising' && <HistoryProgress connection={connection} />}
                <Facts rows={facts} short />
            </Sheet>
            <Section title={t('member:permission.title')}>
                <Text c="dimmed">{t('member:permission.lead')}</Text>
                <Permissions connection={connection} />
            </Section>
            <Apart connection={connection} />
            <Section title={t('member:disconnect.title')}>
                <Disconnect connection={connection} />
            </Section>
        </>
    );
}

/** A connection that lost its way to the vendor, or never got there: the same choices, asked of the vendor again. */
function Mend({ connection }: { connection: Connection }) {
    const { t } = useTranslation();
    const again = useMutation({
        mutationFn: () =>
            answerOf(
                api.POST('/me/connections', {
                    body: {
                        program: connection.program,
                        grants: connection.grants
                            .filter((grant) => grant.granted)
                            .map(({ category, purpose }) => ({ category, purpose })),
                        zone: browserZone(),
                    },
                }),
            ),
        onSuccess: (made) => {
            const vendor = outsideAddress(made.authorize_url);
            if (vendor) leave.to(vendor);
        },
    });
    return (
        <Sheet className={classes.mend}>
            <Text fw={650}>
                {t(`member:connection.${connection.state}_title`, { program: connection.title })}
            </Text>
            <Text>{connection.problem?.text ?? t(`member:connection.${connection.state}_text`)}</Text>
            {again.isError && <ProblemNote error={again.error} />}
            <div>
                <Button onClick={() => again.mutate()} loading={again.isPending}>
                    {t('member:connection.again', { program: connection.title })}
                </Button>
            </div>
        </Sheet>
    );
}

function Permissions({ connection }: { connection: Connection }) {
    const { t } = useTranslation();
    const query = usePermissions();
    const change = usePermissionChange();
    // The last purpose of a category going off deletes what was collected: that is asked about first.
    const [last, setLast] = useState<Permission>();
    const set = (permission: Permission, granted: boolean, own: Permission[]) => {
        const others = own.some((one) => one.granted && one.purpose !== permission.purpose);
        if (!granted && !others) setLast(permission);
        else change.mutate({ permission, granted });
    };
    return (
        <Answer query={query}>
            {(all) => {
                const own = all.filter((one) => one.connection_id === connection.connection_id && !one.apart);
                const categories = new Map<string, Permission[]>();
                for (const one of own) categories.set(one.category, [...(categories.get(one.category) ?? []), one]);
                return (
                    <>
                        <Sheet className={classes.permissions}>
                            {[...categories].map(([code, permissions]) => (
                                <fieldset key={code} className={classes.category}>
                                    <legend>{permissions[0]?.category_title}</legend>
                                    {change.isError && change.variables.permission.category === code && (
                                        <div className={classes.refused}>
                                            <ProblemNote error={change.error} title={t('member:permission.failed')} />
                                        </div>
                                    )}
                                    <div className={classes.switches}>
                                        {permissions.map((permission) => (
                                            <Switch
                                                key={permission.purpose}
                                                size="md"
                                                checked={permission.granted}
                                                disabled={connection.state === 'revoking'}
                                                onChange={(event) =>
                                                    set(permission, event.currentTarget.checked, permissions)
                                                }
                                                label={permission.purpose_title}
                                                description={
                                                    <>
                                                        {t('member:consent.seen_by', {
                                                            recipient: permission.recipient_title,
                                                        })}
                                                        <StateSince permission={permission} connection={connection} />
                                                    </>
                                                }
                                                classNames={{ label: classes.switchLabel }}
                                            />
                                        ))}
                                    </div>
                                    {permissions.map((permission) => (
                                        <AskAgain
                                            key={permission.purpose}
                                            permission={permission}
                                            keep={() => set(permission, true, permissions)}
                                        />
                                    ))}
                                </fieldset>
                            ))}
                        </Sheet>
                        <Confirm
                            opened={last !== undefined}
                            title={t('member:permission.last_title', { category: last?.category_title ?? '' })}
                            action={t('member:permission.last_action')}
                            busy={false}
                            onConfirm={() => {
                                if (last) change.mutate({ permission: last, granted: false });
                                setLast(undefined);
                            }}
                            onClose={() => setLast(undefined)}
                        >
                            <Text>{t('member:permission.last', { program: connection.title })}</Text>
                            <Text fw={650}>{t('member:permission.last_final', { program: connection.title })}</Text>
                        </Confirm>
                    </>
                );
            }}
        </Answer>
    );
}

/** What is asked apart from the rest, and off until then: a section for each such purpose, a switch for each kind of data. */
function Apart({ connection }: { connection: Connection }) {
    const { t } = useTranslation();
    const change = usePermissionChange();
    const all = usePermissions().data?.filter((one) => one.connection_id === connection.connection_id) ?? [];
    const purposes = [...new Set(all.filter((one) => one.apart).map((one) => one.purpose))];
    return purposes.map((purpose) => {
        const permissions = all.filter((one) => one.purpose === purpose);
        const first = permissions[0];
        const failed = change.isError && change.variables.permission.purpose === purpose;
        return (
            <Section key={purpose} title={first?.purpose_title ?? ''}>
                <Text>{first?.apart}</Text>
                <Text c="dimmed">{t('member:permission.apart')}</Text>
                <Sheet className={classes.permissions}>
                    {failed && <ProblemNote error={change.error} title={t('member:permission.failed')} />}
                    <div className={classes.switches}>
                        {permissions.map((permission) => {
                            const used = all.some((one) => one.category === permission.category && one.granted && !one.apart);
                            return (
                                <Switch
                                    key={permission.category}
                                    size="md"
                                    checked={permission.granted && used}
                                    disabled={connection.state === 'revoking' || !used}
                                    onChange={(event) =>
                                        change.mutate({ permission, granted: event.currentTarget.checked })
                                    }
                                    label={permission.category_title}
                                    description={
                                        used ? (
                                            <>
                                                {t('member:consent.seen_by', { recipient: permission.recipient_title })}
                                                <StateSince permission={permission} connection={connection} />
                                            </>
                                        ) : (
                                            t('member:permission.apart_off')
                                        )
                                    }
                                    classNames={{ label: classes.switchLabel }}
                                />
                            );
                        })}
                    </div>
                    {permissions.map((permission) => (
                        <AskAgain
                            key={permission.category}
                            permission={permission}
                            keep={() => change.mutate({ permission, granted: true })}
                        />
                    ))}
                </Sheet>
            </Section>
        );
    });
}

// What was left off while connecting was never on, so there is no day since which it is off.
const atTheStart = 60_000;

function StateSince({ permission, connection }: { permission: Permission; connection: Connection }) {
    const { t } = useTranslation();
    const { granted, since } = permission;
    const neverOn = !granted && (!since || Date.parse(since) - Date.parse(connection.created_at) < atTheStart);
    if (neverOn) return <>{` · ${t('member:permission.never_on')}`}</>;
    if (!since) return null;
    return (
        <>
            {` · ${t(granted ? 'member:permission.since' : 'member:permission.off_since')} `}
            <DateText at={since} style="date" />
        </>
    );
}

function Disconnect({ connection }: { connection: Connection }) {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const queries = useQueryClient();
    const [asking, setAsking] = useState(false);
    const disconnect = useMutation({
        mutationFn: () =>
            answerOf(
                api.DELETE('/me/connections/{connection}', {
                    params: { path: { connection: connection.connection_id } },
                }),
            ),
        onSuccess: ({ receipt_token }) => {
            navigate(`/app/receipt?of=program#${receipt_token}`);
            queries.removeQueries({ queryKey: connectionsKey });
            void queries.invalidateQueries();
        },
    });
    return (
        <Sheet className={classes.disconnect}>
            <Text>{t('member:disconnect.text', { program: connection.title })}</Text>
            <div>
                <Button
                    variant="outline"
                    color="clay"
                    onClick={() => setAsking(true)}
                    disabled={connection.state === 'revoking'}
                >
                    {t('member:disconnect.action')}
                </Button>
            </div>
            <Confirm
                opened={asking}
                title={t('member:disconnect.ask', { program: connection.title })}
                action={t('member:disconnect.action')}
                busy={disconnect.isPending}
                error={disconnect.error}
                onConfirm={() => disconnect.mutate()}
                onClose={() => setAsking(false)}
            >
                <Text>{t('member:disconnect.happens')}</Text>
                <ul>
                    <li>{t('member:disconnect.vendor', { program: connection.title })}</li>
                    <li>
                        {t('member:disconnect.erase', {
                            program: connection.title,
                            count: connection.history.samples + connection.live_samples,
                            shown: number(connection.history.samples + connection.live_samples, 0),
                        })}
                    </li>
                    <li>{t('member:disconnect.portal')}</li>
                    <li>{t('member:disconnect.receipt')}</li>
                </ul>
                <Text fw={650}>{t('member:disconnect.final')}</Text>
            </Confirm>
        </Sheet>
    );
}
