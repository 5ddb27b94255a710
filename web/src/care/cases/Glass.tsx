import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { dateTime } from '../../shared/i18n/format';
import { Sheet } from '../../shared/parts/Page';
import { useAct } from '../../staff/parts/Act';
import { type DoorRequest, OpenDoor } from '../../staff/parts/OpenDoor';
import staff from '../../staff/staff.module.css';

/** A case file that is shut can be opened in an emergency: for a reason, a short time, to read alone; somebody else reviews it. */
export function Glass({ person }: { person: string }) {
    const { t } = useTranslation();
    const [asking, setAsking] = useState(false);
    const open = useAct(
        (body: DoorRequest) => answerOf(api.POST('/staff/service-users/{person}/break-glass', { params: { path: { person } }, body })),
        { done: t('cases:glass.opened'), stale: ['care', 'doors'] },
    );
    if (open.data) return <Text role="status">{t('cases:glass.until', { time: dateTime(open.data.expires_at) })}</Text>;
    if (!asking)
        return (
            <Sheet className={staff.form}>
                <Text>{t('cases:glass.shut')}</Text>
                <div className={staff.actions}>
                    <Button color="clay" variant="outline" onClick={() => setAsking(true)}>
                        {t('cases:glass.ask')}
                    </Button>
                </div>
            </Sheet>
        );
    return (
        <Sheet className={staff.form}>
            <Text>{t('cases:glass.text')}</Text>
            <OpenDoor kind="break_glass" seen={t('cases:glass.seen')} action={t('cases:glass.action')} busy={open.isPending} error={open.error} onOpen={(request) => open.mutate(request)} />
        </Sheet>
    );
}
