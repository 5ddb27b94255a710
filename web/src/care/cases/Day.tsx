import { Button, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import { announce } from '../../shared/parts/announce';
import { Answer, Empty, ProblemNote } from '../../shared/parts/answers';
import { Page, Section } from '../../shared/parts/Page';
import { DateText, StateMark } from '../../shared/parts/small';
import { useMay } from '../../staff/questions';
import staff from '../../staff/staff.module.css';
import { askAnew, today, useCaseload, useOffers } from './questions';

const to = (one: { person_id: string; case_id: string }) => `/desk/care/people/${one.person_id}/cases/${one.case_id}`;

/** Whoever works with people: what is offered, who comes today, whose cases are theirs. */
export default function Day() {
    const { t } = useTranslation();
    const may = useMay();
    const [date, setDate] = useState(today);
    const caseload = useCaseload(date);
    return (
        <Page title={t('cases:day.title')} lead={t('cases:day.lead')}>
            {may('cases.offers') && <Offers />}
            <Section
                title={t('cases:day.sessions')}
                aside={<TextInput type="date" aria-label={t('cases:day.date')} value={date} onChange={(e) => e.currentTarget.value && setDate(e.currentTarget.value)} />}
            >
                <Answer query={caseload}>
                    {({ day }) =>
                        day.length === 0 ? (
                            <Text c="dimmed">{t('cases:day.free')}</Text>
                        ) : (
                            <ul className={staff.list}>
                                {day.map((one) => (
                                    <li key={one.session_id}>
                                        <div className={staff.entry}>
                                            <span className={staff.entryHead}>
                                                {one.local.slice(11, 16)} {one.name || t('cases:day.nameless')}
                                                {one.attendance !== 'planned' && <StateMark tone="plain">{t(`cases:attendance.${one.attendance}`)}</StateMark>}
                                            </span>
                                            <span>{t('cases:day.how', { mode: t(`cases:mode.${one.mode}`), minutes: one.minutes, zone: one.zone })}</span>
                                        </div>
                                        <Button component={Link} to={to(one)} variant="default">
                                            {t('cases:day.open')}
                                        </Button>
                                    </li>
                                ))}
                            </ul>
                        )
                    }
                </Answer>
            </Section>
            <Section title={t('cases:day.cases')}>
                <Answer query={caseload}>
                    {({ cases }) =>
                        cases.length === 0 ? (
                            <Empty icon="people" title={t('cases:day.none')} />
                        ) : (
                            <ul className={staff.list}>
                                {cases.map((one) => (
                                    <li key={one.case_id}>
                                        <div className={staff.entry}>
                                            <span className={staff.entryHead}>
                                                {one.name || t('cases:board.reference', { reference: one.reference })}
                                                <StateMark tone="plain">{t(`cases:state.${one.state}`)}</StateMark>
                                                {(one.risk_flag || one.risk === 'high' || one.risk === 'immediate') && (
                                                    <StateMark tone="warn">{t(`cases:risk.${one.risk}`)}</StateMark>
                                                )}
                                            </span>
                                            <span>
                                                {one.service_title} · <DateText at={one.opened_at} style="date" />
                                            </span>
                                        </div>
                                        <Button component={Link} to={to(one)} variant="default">
                                            {t('cases:day.open')}
                                        </Button>
                                    </li>
                                ))}
                            </ul>
                        )
                    }
                </Answer>
            </Section>
        </Page>
    );
}

function Offers() {
    const { t } = useTranslation();
    const offers = useOffers(true);
    const answer = useMutation({
        mutationFn: ({ path, accept }: { path: { person: string; case: string }; accept: boolean }) =>
            answerOf(api.POST('/care/people/{person}/cases/{case}/answer', { params: { path }, body: { accept } })),
        onSuccess: (_, { accept }) => {
            announce(t(accept ? 'cases:offers.accepted' : 'cases:offers.declined'));
            return askAnew();
        },
    });
    if (offers.data?.length === 0 && !answer.isError) return null;
    return (
        <Section title={t('cases:offers.title')}>
            {answer.isError && <ProblemNote error={answer.error} />}
            <Answer query={offers} lines={1}>
                {(all) => (
                    <ul className={staff.list}>
                        {all.map((one) => {
                            const path = { person: one.person_id, case: one.case_id };
                            return (
                                <li key={one.case_id}>
                                    <div className={staff.entry}>
                                        <span className={staff.entryHead}>
                                            {one.service_title}
                                            {one.risk !== 'none' && <StateMark tone={one.risk === 'low' ? 'plain' : 'warn'}>{t(`cases:risk.${one.risk}`)}</StateMark>}
                                        </span>
                                        <span>{[one.language, one.place, one.mode && t(`cases:mode.${one.mode}`), ...one.skills].filter(Boolean).join(' · ')}</span>
                                    </div>
                                    <div className={staff.actions}>
                                        <Button onClick={() => answer.mutate({ path, accept: true })} loading={answer.isPending}>
                                            {t('cases:offers.accept')}
                                        </Button>
                                        <Button variant="default" onClick={() => answer.mutate({ path, accept: false })} disabled={answer.isPending}>
                                            {t('cases:offers.decline')}
                                        </Button>
                                    </div>
                                </li>
                            );
                        })}
                    </ul>
                )}
            </Answer>
        </Section>
    );
}
