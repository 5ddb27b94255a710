import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { DateText, StateMark } from '../../shared/parts/small';
import type { Hold } from '../duties';
import { useMay } from '../questions';
import classes from '../staff.module.css';
import { ActForm, Rows, useAct } from './Act';

interface HoldsProps {
    holds: Hold[];
    none: string;
    /** Whose it is, where the list is of several people. */
    whose?: (hold: Hold) => React.ReactNode;
}

/** Legal holds: what is kept back, why, who answers for it, and when it must be looked at again. */
export function Holds({ holds, none, whose }: HoldsProps) {
    return (
        <Rows items={holds} none={none} keyOf={(one) => one.hold_id}>
            {(one) => <Entry hold={one} whose={whose?.(one)} />}
        </Rows>
    );
}

function Entry({ hold, whose }: { hold: Hold; whose?: React.ReactNode }) {
    const { t } = useTranslation();
    const may = useMay();
    const [releasing, setReleasing] = useState(false);
    return (
        <>
            <div className={classes.entry}>
                <span className={classes.entryHead}>
                    {hold.title ?? t('staff:hold.everything')}
                    {hold.kind !== 'legal' && <StateMark tone="plain">{t('staff:hold.request')}</StateMark>}
                    {hold.overdue && <StateMark tone="warn">{t('staff:hold.overdue')}</StateMark>}
                    {hold.released_at && <StateMark tone="plain">{t('staff:hold.released')}</StateMark>}
                </span>
                {whose}
                <span>{hold.reason || t('staff:hold.unreadable')}</span>
                <span className={classes.small}>
                    {t('staff:hold.owner', { name: hold.owner })}
                    {` · ${t('staff:hold.placed')} `}
                    <DateText at={hold.placed_at} style="date" />
                    {` · ${t('staff:hold.review')} `}
                    <DateText at={hold.review_at} style="date" />
                </span>
                {hold.released_at && (
                    <span className={classes.small}>
                        {t('staff:hold.released_why', { why: hold.released_why ?? '' })} <DateText at={hold.released_at} />
                    </span>
                )}
            </div>
            {hold.kind === 'legal' && !hold.released_at && !releasing && may('retention.release') && (
                <Button variant="default" onClick={() => setReleasing(true)}>
                    {t('staff:hold.release')}
                </Button>
            )}
            {releasing && <Release hold={hold} close={() => setReleasing(false)} />}
        </>
    );
}

function Release({ hold, close }: { hold: Hold; close: () => void }) {
    const { t } = useTranslation();
    const [why, setWhy] = useState('');
    const release = useAct(
        () =>
            answerOf(
                api.POST('/staff/members/{member}/holds/{hold}/release', {
                    params: { path: { member: hold.member_id, hold: hold.hold_id } },
                    body: { why: why.trim() },
                }),
            ),
        { done: t('staff:hold.release_done'), stale: ['retention-waiting', 'retention-of', 'retention-calendar'], then: close },
    );
    return (
        <ActForm
            bare
            action={t('staff:hold.release_action')}
            busy={release.isPending}
            error={release.error}
            onSubmit={() => release.mutate()}
            onCancel={close}
        >
            <Textarea
                size="md"
                label={t('staff:hold.why')}
                description={t('staff:hold.release_text')}
                value={why}
                onChange={(event) => setWhy(event.currentTarget.value)}
                maxLength={1000}
                rows={2}
                required
            />
        </ActForm>
    );
}
