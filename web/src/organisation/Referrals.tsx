import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { answerOf, api } from '../shared/api/client';
import { Answer, Empty } from '../shared/parts/answers';
import { Confirm } from '../shared/parts/Confirm';
import { Page, Section } from '../shared/parts/Page';
import { StateMark } from '../shared/parts/small';
import { useAct } from '../staff/parts/Act';
import staff from '../staff/staff.module.css';
import { day } from '../shared/i18n/format';
import classes from './organisation.module.css';
import { referenceOf, type Told, useDraft, useReferrals, useReports } from './questions';

const over = new Set(['taken_back', 'declined', 'withdrawn', 'closed']);

/** One's own referrals: what is still being written, and of the others the state that the person lets one know. */
export function Referrals() {
    const { t } = useTranslation();
    const referrals = useReferrals();
    return (
        <Page
            title={t('organisation:referrals.title')}
            lead={t('organisation:referrals.lead')}
            actions={
                <Button component={Link} to="/organisation/referrals/new">
                    {t('organisation:referrals.write')}
                </Button>
            }
        >
            <Answer query={referrals} lines={4}>
                {(all) => {
                    if (all.length === 0)
                        return (
                            <Empty icon="people" title={t('organisation:referrals.none')}>
                                {t('organisation:referrals.none_text')}
                            </Empty>
                        );
                    const drafts = all.filter((one) => one.state === 'drafted');
                    const handed = all.filter((one) => one.state !== 'drafted');
                    return (
                        <>
                            {drafts.length > 0 && (
                                <Section title={t('organisation:referrals.drafts')}>
                                    <ul className={staff.list}>
                                        {drafts.map((one) => (
                                            <li key={one.referral_id}>
                                                <Draft one={one} />
                                            </li>
                                        ))}
                                    </ul>
                                </Section>
                            )}
                            {handed.length > 0 && (
                                <Section title={t('organisation:referrals.handed')}>
                                    <ul className={staff.list}>
                                        {handed.map((one) => (
                                            <li key={one.referral_id}>
                                                <Handed one={one} />
                                            </li>
                                        ))}
                                    </ul>
                                </Section>
                            )}
                        </>
                    );
                }}
            </Answer>
            <Text c="dimmed" className={classes.measure}>
                {t('organisation:referrals.privacy')}
            </Text>
        </Page>
    );
}

function Draft({ one }: { one: Told }) {
    const { t } = useTranslation();
    const draft = useDraft(one.referral_id);
    const [asking, setAsking] = useState(false);
    const drop = useAct(
        () => answerOf(api.DELETE('/care/organisation/referrals/{referral}', { params: { path: { referral: one.referral_id } } })),
        { done: t('organisation:draft.dropped'), stale: ['organisation'], then: () => setAsking(false) },
    );
    return (
        <>
            <div className={staff.entry}>
                <span className={staff.entryHead}>{draft.data?.person.name || t('organisation:draft.nameless')}</span>
                <span className={staff.small}>{t('organisation:draft.since', { day: day(one.since) })}</span>
            </div>
            <div className={staff.actions}>
                <Button component={Link} to={`/organisation/referrals/${one.referral_id}`}>
                    {t('organisation:draft.go_on')}
                </Button>
                <Button variant="default" onClick={() => setAsking(true)}>
                    {t('organisation:draft.drop')}
                </Button>
            </div>
            <Confirm
                opened={asking}
                title={t('organisation:draft.drop_title')}
                action={t('organisation:draft.drop')}
                busy={drop.isPending}
                error={drop.error}
                onConfirm={() => drop.mutate()}
                onClose={() => setAsking(false)}
            >
                <Text>{t('organisation:draft.drop_text')}</Text>
            </Confirm>
        </>
    );
}

function Handed({ one }: { one: Told }) {
    const { t } = useTranslation();
    const reports = useReports();
    const reported = reports.data?.some((report) => report.referral_id === one.referral_id);
    return (
        <>
            <div className={staff.entry}>
                <span className={staff.entryHead}>
                    {t('organisation:referrals.reference', { reference: referenceOf(one.referral_id) })}
                    <StateMark tone={one.state === 'accepted' ? 'ok' : 'plain'}>{t(`organisation:state.${one.state}.name`)}</StateMark>
                </span>
                <span>{t(`organisation:state.${one.state}.text`)}</span>
                <span className={staff.small}>{t('organisation:referrals.since', { day: day(one.since) })}</span>
            </div>
            <div className={staff.actions}>
                {reported && (
                    <Button component={Link} to="/organisation/reports">
                        {t('organisation:referrals.report')}
                    </Button>
                )}
                {!over.has(one.state) && <TakeBack referral={one.referral_id} />}
            </div>
        </>
    );
}

export function TakeBack({ referral }: { referral: string }) {
    const { t } = useTranslation();
    const [asking, setAsking] = useState(false);
    const back = useAct(
        () => answerOf(api.POST('/care/organisation/referrals/{referral}/taking-back', { params: { path: { referral } } })),
        { done: t('organisation:back.done'), stale: ['organisation'], then: () => setAsking(false) },
    );
    return (
        <>
            <Button variant="default" onClick={() => setAsking(true)}>
                {t('organisation:back.action')}
            </Button>
            <Confirm
                opened={asking}
                title={t('organisation:back.title')}
                action={t('organisation:back.action')}
                busy={back.isPending}
                error={back.error}
                onConfirm={() => back.mutate()}
                onClose={() => setAsking(false)}
            >
                <Text>{t('organisation:back.text')}</Text>
            </Confirm>
        </>
    );
}
