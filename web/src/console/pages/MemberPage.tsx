import { Anchor, Button, Code, CopyButton, Table, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import { answerOf } from '../../shared/api/client';
import type { ConnectLink, Connection } from '../../shared/api/types';
import { list, number } from '../../shared/i18n/format';
import { announce } from '../../shared/parts/announce';
import { Answer, Empty, ProblemNote } from '../../shared/parts/answers';
import { HistoryProgress } from '../../shared/parts/HistoryProgress';
import { Icon } from '../../shared/parts/Icon';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { DateText, Facts, StateMark, type Tone, useNow } from '../../shared/parts/small';
import { client } from '../account';
import { useMember, useMemberConnections, useMemberMetrics } from '../questions';
import classes from './console.module.css';

export default function MemberPage() {
    const { t } = useTranslation();
    const { member = '' } = useParams();
    const detail = useMember(member);
    const connections = useMemberConnections(member);
    return (
        <Page
            title={detail.data ? t('console:member.title', { key: detail.data.user_key || member }) : t('console:member.loading')}
            back={{ to: '/console', text: t('console:members.title') }}
        >
            <Answer query={detail} lines={4}>
                {(data) => (
                    <>
                        <Sheet>
                            <Facts
                                rows={[
                                    [t('console:member.id'), <code key="id">{data.member_id}</code>],
                                    [t('console:members.status'), data.status],
                                    [t('console:members.created'), <DateText key="at" at={data.created_at} />],
                                ]}
                            />
                        </Sheet>
                        <Section title={t('console:link.title')}>
                            <MakeLink member={member} />
                        </Section>
                        <Section title={t('console:member.connections')}>
                            <Answer query={connections}>{(all) => <Connections connections={all} />}</Answer>
                        </Section>
                        <Section title={t('console:member.metrics')}>
                            <Metrics member={member} />
                        </Section>
                    </>
                )}
            </Answer>
        </Page>
    );
}

function MakeLink({ member }: { member: string }) {
    const { t } = useTranslation();
    const make = useMutation({
        mutationFn: () =>
            answerOf(client.POST('/v1/members/{member}/connect-tokens', { params: { path: { member } } })),
    });
    return (
        <Sheet className={classes.link}>
            <Text>{t('console:link.text')}</Text>
            {make.isError && <ProblemNote error={make.error} />}
            {make.data && <ShownLink key={make.data.token} link={make.data} />}
            <div>
                <Button
                    variant={make.data ? 'default' : 'filled'}
                    onClick={() => make.mutate()}
                    loading={make.isPending}
                >
                    {make.data ? t('console:link.again') : t('console:link.action')}
                </Button>
            </div>
        </Sheet>
    );
}

function ShownLink({ link }: { link: ConnectLink }) {
    const { t } = useTranslation();
    const now = useNow(1000);
    const seconds = Math.max(0, Math.ceil((Date.parse(link.expires_at) - now) / 1000));
    if (seconds === 0) return <StateMark tone="warn">{t('console:link.expired')}</StateMark>;
    const left = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    return (
        <>
            <Code block className={classes.address}>
                {link.url}
            </Code>
            <div className={classes.row}>
                <CopyButton value={link.url} timeout={2500}>
                    {({ copied, copy }) => (
                        <Button
                            leftSection={<Icon name={copied ? 'check' : 'copy'} />}
                            onClick={() => {
                                copy();
                                announce(t('console:link.copied'));
                            }}
                        >
                            {copied ? t('console:link.copied') : t('console:link.copy')}
                        </Button>
                    )}
                </CopyButton>
                <Text>{t('console:link.left', { time: left })}</Text>
            </div>
        </>
    );
}

const tones: Record<string, Tone> = { authorising: 'busy', connected: 'ok', broken: 'warn', revoking: 'busy' };

function Connections({ connections }: { connections: Connection[] }) {
    const { t } = useTranslation();
    if (connections.length === 0)
        return (
            <Empty icon="programs" title={t('console:member.no_connections_title')}>
                {t('console:member.no_connections')}
            </Empty>
        );
    return (
        <div className={classes.connections}>
            {connections.map((connection) => (
                <Sheet key={connection.connection_id} className={classes.connection}>
                    <div className={classes.head}>
                        <Text fw={650}>{connection.title}</Text>
                        <StateMark tone={tones[connection.state] ?? 'plain'}>
                            {t(`console:connection.${connection.state}`)}
                        </StateMark>
                    </div>
                    {connection.problem && <Text>{connection.problem.text}</Text>}
                    {connection.state !== 'authorising' && <HistoryProgress connection={connection} />}
                    <Text size="sm" c="dimmed">
                        {t('shared:connection.live')}: {number(connection.live_samples, 0)}
                        {connection.last_data_at && (
                            <>
                                {' · '}
                                {t('shared:connection.last_data')} <DateText at={connection.last_data_at} style="ago" />
                            </>
                        )}
                    </Text>
                </Sheet>
            ))}
        </div>
    );
}

function Metrics({ member }: { member: string }) {
    const { t } = useTranslation();
    const metrics = useMemberMetrics(member);
    return (
        <Answer query={metrics}>
            {(all) =>
                all.length === 0 ? (
                    <Empty title={t('console:member.no_metrics_title')}>{t('console:member.no_metrics')}</Empty>
                ) : (
                    <div
                        className={classes.scroll}
                        tabIndex={0}
                        role="region"
                        aria-label={t('console:member.metrics')}
                    >
                        <Table className={classes.table}>
                            <thead>
                                <tr>
                                    <th scope="col">{t('console:member.metric')}</th>
                                    <th scope="col">{t('console:member.unit')}</th>
                                    <th scope="col">{t('console:member.samples')}</th>
                                    <th scope="col">{t('console:member.sources')}</th>
                                </tr>
                            </thead>
                            <tbody>
                                {all.map((metric) => (
                                    <tr key={metric.metric}>
                                        <th scope="row">
                                            <Anchor component={Link} to={`/console/members/${member}/${metric.metric}`}>
                                                {metric.title}
                                            </Anchor>
                                        </th>
                                        <td>
                                            <code>{metric.unit}</code>
                                        </td>
                                        <td>
                                            {number(
                                                metric.sources.reduce((sum, one) => sum + one.samples, 0),
                                                0,
                                            )}
                                        </td>
                                        <td>{list(metric.sources.map((one) => one.program_title))}</td>
                                    </tr>
                                ))}
                            </tbody>
                        </Table>
                    </div>
                )
            }
        </Answer>
    );
}
