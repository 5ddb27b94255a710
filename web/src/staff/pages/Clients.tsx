import { Anchor, Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import { dateTime } from '../../shared/i18n/format';
import { Answer, Empty } from '../../shared/parts/answers';
import { Page, Sheet } from '../../shared/parts/Page';
import { DateText, StateMark } from '../../shared/parts/small';
import { useAccess } from '../duties';
import { Choose, useAct } from '../parts/Act';
import { Agreements } from '../parts/Agreements';
import { type DoorRequest, OpenDoor } from '../parts/OpenDoor';
import { useClients, useMay, useVocabulary } from '../questions';
import classes from '../staff.module.css';
import type { ClientRow } from '../types';

/** The Clients, whether their agreement is on file, and the door to their data. */
export default function Clients() {
    const { t } = useTranslation();
    const clients = useClients();
    const may = useMay();
    return (
        <Page title={t('staff:clients.title')} lead={t('staff:clients.lead')}>
            <Answer query={clients} lines={4}>
                {(all) =>
                    all.length === 0 ? (
                        <Empty icon="people" title={t('staff:clients.empty')} />
                    ) : (
                        <ul className={classes.list}>
                            {all.map((client) => (
                                <Client key={client.client_id} client={client} />
                            ))}
                        </ul>
                    )
                }
            </Answer>
            {may('agreements.read') && <Agreements />}
        </Page>
    );
}

function Client({ client }: { client: ClientRow }) {
    const { t } = useTranslation();
    const may = useMay();
    const [asking, setAsking] = useState(false);
    const [forWhom, setForWhom] = useState('');
    const open = useAct(
        (body: DoorRequest) =>
            answerOf(
                api.POST('/staff/clients/{client}/support-access', {
                    params: { path: { client: client.client_id } },
                    body: { ...body, ...(forWhom ? { for_account: forWhom } : {}) },
                }),
            ),
        {
            done: t('staff:clients.opened'),
            stale: ['doors', 'access', 'client-members', 'client-events', 'client-log'],
            then: () => setAsking(false),
        },
    );
    return (
        <li>
            <div className={classes.entry}>
                <span className={classes.entryHead}>
                    {may('members.list') ? (
                        <Anchor component={Link} to={`/desk/clients/${client.client_id}`} inherit>
                            {client.name}
                        </Anchor>
                    ) : (
                        client.name
                    )}
                    {!client.agreement_on_file && (
                        <StateMark tone="warn">{t('staff:clients.no_agreement')}</StateMark>
                    )}
                </span>
                <span className={classes.small}>
                    {t(`staff:clients.status.${client.status}`, { defaultValue: client.status })}
                    {client.agreement_until && (
                        <>
                            {` · ${t('staff:clients.agreement_until')} `}
                            <DateText at={client.agreement_until} style="date" />
                        </>
                    )}
                </span>
                {open.data && (
                    <Text role="status">{t('staff:clients.open_until', { time: dateTime(open.data.expires_at) })}</Text>
                )}
            </div>
            {may('support_access.open') && !asking && (
                <Button
                    variant="default"
                    onClick={() => setAsking(true)}
                    aria-label={t('staff:clients.open_of', { client: client.name })}
                >
                    {t('staff:clients.open')}
                </Button>
            )}
            {asking && (
                <Sheet className={classes.whole}>
                    <OpenDoor
                        kind="support"
                        action={t('staff:clients.open')}
                        busy={open.isPending}
                        error={open.error}
                        onOpen={(request) => open.mutate(request)}
                    >
                        <ForWhom chosen={forWhom} onChoose={setForWhom} />
                    </OpenDoor>
                    <Button variant="default" className={classes.below} onClick={() => setAsking(false)}>
                        {t('shared:action.cancel')}
                    </Button>
                </Sheet>
            )}
        </li>
    );
}

/** A contractor opens no door: a director opens it for them, within their own limits. */
function ForWhom({ chosen, onChoose }: { chosen: string; onChoose: (account: string) => void }) {
    const { t } = useTranslation();
    const may = useMay();
    const vocabulary = useVocabulary();
    const access = useAccess(may('staff.list'));
    const limited = (vocabulary.data?.roles ?? []).filter((one) => one.limited).map((one) => one.code);
    const contractors = (access.data?.accounts ?? []).filter(
        (one) => one.status === 'active' && one.roles.some((role) => limited.includes(role)),
    );
    if (contractors.length === 0) return null;
    return (
        <Choose
            label={t('staff:clients.for_whom')}
            none={t('staff:clients.myself')}
            value={chosen}
            options={contractors.map((one) => ({ value: one.account_id, label: one.name }))}
            onChoose={onChoose}
        />
    );
}
