import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { dateTime } from '../../shared/i18n/format';
import { announce } from '../../shared/parts/announce';
import { Answer, Empty } from '../../shared/parts/answers';
import { Page, Sheet } from '../../shared/parts/Page';
import { DateText, StateMark } from '../../shared/parts/small';
import { Agreements } from '../parts/Agreements';
import { type DoorRequest, OpenDoor } from '../parts/OpenDoor';
import { useClients, useMay } from '../questions';
import { memory, withStepUp } from '../session';
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
    const open = useMutation({
        mutationFn: (body: DoorRequest) =>
            withStepUp(() =>
                answerOf(
                    api.POST('/staff/clients/{client}/support-access', {
                        params: { path: { client: client.client_id } },
                        body,
                    }),
                ),
            ),
        onSuccess: () => {
            setAsking(false);
            announce(t('staff:clients.opened'));
            void memory.invalidateQueries({ queryKey: ['doors'] });
        },
    });
    return (
        <li>
            <div className={classes.entry}>
                <span className={classes.entryHead}>
                    {client.name}
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
                    />
                    <Button variant="default" className={classes.below} onClick={() => setAsking(false)}>
                        {t('shared:action.cancel')}
                    </Button>
                </Sheet>
            )}
        </li>
    );
}
