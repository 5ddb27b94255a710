import { Anchor, Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { Connection } from '../../shared/api/types';
import { Answer, Empty, ProblemNote } from '../../shared/parts/answers';
import { HistoryProgress } from '../../shared/parts/HistoryProgress';
import { Icon, type IconName } from '../../shared/parts/Icon';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { DateText } from '../../shared/parts/small';
import { ConnectionState } from '../parts/ConnectionState';
import { LatestValues } from '../parts/LatestValues';
import { portalSees } from '../parts/sees';
import { useConnections, useMe, usePermissions } from '../questions';
import classes from './Overview.module.css';

const links: { to: string; key: string; icon: IconName }[] = [
    { to: '/app/access', key: 'access', icon: 'eye' },
    { to: '/app/programs', key: 'programs', icon: 'programs' },
    { to: '/app/import', key: 'import', icon: 'upload' },
    { to: '/app/leave', key: 'leave', icon: 'leave' },
];

export function Overview() {
    const { t } = useTranslation();
    const connections = useConnections();
    return (
        <Page title={t('member:overview.title')}>
            <Sees />
            <Section
                title={t('member:overview.connections')}
                aside={
                    <Anchor component={Link} to="/app/programs" className={classes.aside}>
                        {t('member:overview.all_programs')}
                    </Anchor>
                }
            >
                <Answer query={connections} lines={2}>
                    {(all) => <Connections connections={all.filter((one) => one.state !== 'revoked')} />}
                </Answer>
            </Section>
            <Section title={t('member:overview.latest')}>
                <LatestValues />
            </Section>
            <Section title={t('member:overview.links')}>
                <ul className={classes.links}>
                    {links.map((link) => (
                        <li key={link.to}>
                            <Link to={link.to}>
                                <Icon name={link.icon} size={22} />
                                <span>
                                    <strong>{t(`member:overview.link.${link.key}`)}</strong>
                                    <span>{t(`member:overview.link.${link.key}_text`)}</span>
                                </span>
                            </Link>
                        </li>
                    ))}
                </ul>
            </Section>
        </Page>
    );
}

function Sees() {
    const { t } = useTranslation();
    const me = useMe();
    const permissions = usePermissions();
    if (permissions.isError && !permissions.data)
        return <ProblemNote error={permissions.error} retry={() => void permissions.refetch()} />;
    if (!me.data || !permissions.data) return <div className={classes.sees} aria-busy="true" />;
    return (
        <div className={classes.sees}>
            <Icon name="eye" size={24} />
            <p>{portalSees(t, me.data.client.name, permissions.data)}</p>
        </div>
    );
}

function Connections({ connections }: { connections: Connection[] }) {
    const { t } = useTranslation();
    if (connections.length === 0)
        return (
            <Empty
                icon="programs"
                title={t('member:overview.none_title')}
                action={
                    <Button component={Link} to="/app/programs">
                        {t('member:overview.choose')}
                    </Button>
                }
            >
                {t('member:overview.none')}
            </Empty>
        );
    return (
        <div className={classes.connections}>
            {connections.map((connection) => (
                <Sheet key={connection.connection_id} className={classes.connection}>
                    <div className={classes.head}>
                        <Anchor component={Link} to={`/app/programs/${connection.connection_id}`} fw={650} size="lg">
                            {connection.title}
                        </Anchor>
                        <ConnectionState state={connection.state} />
                    </div>
                    {connection.problem ? (
                        <Text>{connection.problem.text}</Text>
                    ) : (
                        (connection.state === 'broken' || connection.state === 'authorising') && (
                            <Text>{t(`member:connection.${connection.state}_title`, { program: connection.title })}</Text>
                        )
                    )}
                    {connection.state === 'connected' && <HistoryProgress connection={connection} />}
                    {connection.last_data_at && (
                        <Text c="dimmed" size="sm">
                            {t('shared:connection.last_data')} <DateText at={connection.last_data_at} style="ago" />
                        </Text>
                    )}
                </Sheet>
            ))}
        </div>
    );
}
