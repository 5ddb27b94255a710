import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { Anchor } from '@mantine/core';
import { answerOf } from '../../shared/api/client';
import type { Body } from '../../shared/api/types';
import { dateTime } from '../../shared/i18n/format';
import { Answer, Empty } from '../../shared/parts/answers';
import { Page } from '../../shared/parts/Page';
import { StateMark, useNow } from '../../shared/parts/small';
import { client } from '../account';
import classes from './console.module.css';

type Access = Body<'/v1/support-access', 'get', 200>['support_access'][number];

/** Who of the operator may look or looked at this Client's data, when and why. */
export default function Support() {
    const { t } = useTranslation();
    const now = useNow(10_000);
    const query = useQuery({
        queryKey: ['support-access'],
        queryFn: async ({ signal }) => (await answerOf(client.GET('/v1/support-access', { signal }))).support_access,
        refetchInterval: 30_000,
    });
    return (
        <Page title={t('console:support.title')} lead={t('console:support.lead')}>
            <Answer query={query} lines={4}>
                {(all) =>
                    all.length === 0 ? (
                        <Empty icon="eye" title={t('console:support.empty_title')}>
                            {t('console:support.empty')}
                        </Empty>
                    ) : (
                        <ul className={classes.accesses}>
                            {all.map((one) => (
                                <Shown key={one.access_id} access={one} now={now} />
                            ))}
                        </ul>
                    )
                }
            </Answer>
        </Page>
    );
}

function Shown({ access, now }: { access: Access; now: number }) {
    const { t } = useTranslation();
    const open = !access.ended_at && Date.parse(access.expires_at) > now;
    return (
        <li>
            <span className={classes.accessHead}>
                {t(`console:support.kind.${access.kind}`)}
                {open && <StateMark tone="busy">{t('console:support.open')}</StateMark>}
                {access.outcome === 'not_justified' && (
                    <StateMark tone="warn">{t('console:support.not_justified')}</StateMark>
                )}
            </span>
            <span>{t('console:support.reason', { reason: access.reason_title })}</span>
            {access.text && <span>{t('console:support.words', { text: access.text })}</span>}
            <span>
                {t('console:support.by', {
                    name: access.used_by ?? t('console:support.erased'),
                    from: dateTime(access.opened_at),
                    to: dateTime(access.ended_at ?? access.expires_at),
                })}
            </span>
            {access.member_id && (
                <Anchor component={Link} to={`/console/members/${access.member_id}`}>
                    {t('console:support.member')}
                </Anchor>
            )}
        </li>
    );
}
