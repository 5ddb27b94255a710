import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import type { Body } from '../../shared/api/types';
import { addTexts } from '../../shared/i18n';
import texts from '../../shared/i18n/en/referrals.json';
import { Answer, Empty, ProblemNote } from '../../shared/parts/answers';
import { Page } from '../../shared/parts/Page';
import { DateText, StateMark } from '../../shared/parts/small';
import { useAct } from '../../staff/parts/Act';
import staff from '../../staff/staff.module.css';
import classes from '../referrals/referrals.module.css';

addTexts('referrals', texts);

type Queued = Body<'/care/reports', 'get', 200>['reports'][number];

/** Reports that wait for a second clinician: read, then approved, never by whoever wrote them. */
export default function Approvals() {
    const { t } = useTranslation();
    const queue = useQuery({
        queryKey: ['care', 'approvals'],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/reports', { signal }))).reports,
    });
    return (
        <Page title={t('referrals:approvals.title')} lead={t('referrals:approvals.lead')}>
            <Answer query={queue} lines={3}>
                {(all) =>
                    all.length === 0 ? (
                        <Empty icon="check" title={t('referrals:approvals.none')} />
                    ) : (
                        <ul className={staff.list}>
                            {all.map((one) => (
                                <li key={one.report_id}>
                                    <Row one={one} />
                                </li>
                            ))}
                        </ul>
                    )
                }
            </Answer>
        </Page>
    );
}

function Row({ one }: { one: Queued }) {
    const { t } = useTranslation();
    const [open, setOpen] = useState(false);
    const path = { params: { path: { person: one.person_id, report: one.report_id } } };
    const read = useQuery({
        queryKey: ['care', 'approval', one.report_id],
        enabled: open,
        queryFn: ({ signal }) => answerOf(api.GET('/care/service-users/{person}/reports/{report}/review', { ...path, signal })),
        refetchOnWindowFocus: false,
    });
    const approve = useAct(() => answerOf(api.POST('/care/service-users/{person}/reports/{report}/approval', path)), {
        done: t('referrals:approvals.done'),
        stale: ['care'],
    });
    return (
        <>
            <div className={staff.entry}>
                <span className={staff.entryHead}>
                    {t(`referrals:kind.${one.kind}`)}
                    {one.state === 'revised' && <StateMark tone="busy">{t('referrals:approvals.again')}</StateMark>}
                </span>
                <span className={staff.small}>
                    {t('referrals:since')} <DateText at={one.since} style="ago" />
                </span>
            </div>
            <Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
                {t('referrals:approvals.read')}
            </Button>
            {open && (
                <div className={`${staff.form} ${staff.whole}`}>
                    <Answer query={read} lines={2}>
                        {(report) => (
                            <>
                                <Text className={classes.text}>{report.text}</Text>
                                {report.said.map((said) => (
                                    <div key={said.event + said.at} className={classes.said}>
                                        <Text fw={650}>{t(`referrals:said.${said.event}`)}</Text>
                                        <Text className={classes.text}>{said.text}</Text>
                                    </div>
                                ))}
                                {approve.isError && <ProblemNote error={approve.error} />}
                                <div className={staff.actions}>
                                    <Button onClick={() => approve.mutate()} loading={approve.isPending}>
                                        {t('referrals:approvals.approve')}
                                    </Button>
                                </div>
                            </>
                        )}
                    </Answer>
                </div>
            )}
        </>
    );
}
