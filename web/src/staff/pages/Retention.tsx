import { Anchor, Button, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { Confirm } from '../../shared/parts/Confirm';
import { Fold } from '../../shared/parts/Fold';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { DateText } from '../../shared/parts/small';
import { type Calendar, type Review, useCalendar, useNames, useWaiting } from '../duties';
import duties from '../duties.module.css';
import { Rows, useAct } from '../parts/Act';
import { DueChart } from '../parts/DueChart';
import { Holds } from '../parts/Holds';
import { useMay } from '../questions';
import classes from '../staff.module.css';

/** How long everything is kept: what falls due, what somebody must decide, what is held back, who is restricted. */
export default function Retention() {
    const { t } = useTranslation();
    const may = useMay();
    const names = useNames();
    const waiting = useWaiting();
    const calendar = useCalendar();
    const whose = (one: { member_id: string; client_id: string }) => (
        <Whose member={one.member_id} client={names.client(one.client_id)} />
    );
    return (
        <Page title={t('staff:retention.title')} lead={t('staff:retention.lead')}>
            {may('retention.hold') && <LookUp />}
            <Answer query={waiting} lines={4}>
                {({ holds, restricted, reviews }) => (
                    <>
                        <Section title={t('staff:retention.reviews')}>
                            <Rows items={reviews} none={t('staff:retention.no_reviews')} keyOf={(one) => one.record_id}>
                                {(one) => <Decide review={one} whose={whose(one)} />}
                            </Rows>
                        </Section>
                        <Section title={t('staff:retention.holds')}>
                            <Holds holds={holds} none={t('staff:retention.no_holds')} whose={whose} />
                        </Section>
                        <Section title={t('staff:retention.restricted')}>
                            <Rows items={restricted} none={t('staff:retention.no_restricted')} keyOf={(one) => one.member_id}>
                                {whose}
                            </Rows>
                        </Section>
                    </>
                )}
            </Answer>
            <Section title={t('staff:due.title')}>
                <Answer query={calendar} lines={4}>
                    {(data) => (
                        <>
                            <Sheet>
                                <DueChart due={data.due} />
                            </Sheet>
                            <Text c="dimmed">
                                {data.last_run ? (
                                    <>
                                        {t('staff:due.last_run')} <DateText at={data.last_run} />
                                    </>
                                ) : (
                                    t('staff:due.no_run')
                                )}
                            </Text>
                            <Fold title={t('staff:due.rules')}>
                                <Rules rules={data.classes} />
                            </Fold>
                        </>
                    )}
                </Answer>
            </Section>
        </Page>
    );
}

function Whose({ member, client }: { member: string; client: string }) {
    const { t } = useTranslation();
    return (
        <span>
            {t('staff:retention.member_of', { client })}{' '}
            <Anchor component={Link} to={`/desk/retention/${member}`} className={duties.code} underline="always">
                {member}
            </Anchor>
        </span>
    );
}

function LookUp() {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const [member, setMember] = useState('');
    const submit = (event: FormEvent) => {
        event.preventDefault();
        navigate(`/desk/retention/${encodeURIComponent(member.trim())}`);
    };
    return (
        <Sheet>
            <form onSubmit={submit} className={classes.row}>
                <TextInput
                    label={t('staff:glass.member')}
                    description={t('staff:retention.look_up_why')}
                    value={member}
                    onChange={(event) => setMember(event.currentTarget.value)}
                    autoComplete="off"
                    spellCheck={false}
                    required
                />
                <div>
                    <Button type="submit">{t('staff:retention.look_up')}</Button>
                </div>
            </form>
        </Sheet>
    );
}

function Decide({ review, whose }: { review: Review; whose: React.ReactNode }) {
    const { t } = useTranslation();
    const may = useMay();
    const [asking, setAsking] = useState(false);
    const decide = useAct(
        (decision: 'keep' | 'destroy') =>
            answerOf(
                api.POST('/staff/members/{member}/reviews', {
                    params: { path: { member: review.member_id } },
                    body: { record_class: review.record_class, record_id: review.record_id, decision },
                }),
            ),
        { done: t('staff:retention.decided'), stale: ['retention-waiting', 'retention-calendar'] },
    );
    return (
        <>
            <div className={classes.entry}>
                <span className={classes.entryHead}>{review.title}</span>
                {whose}
                <span className={classes.small}>
                    {t('staff:retention.since')} <DateText at={review.opened_at} style="date" />
                </span>
                {decide.isError && <ProblemNote error={decide.error} />}
            </div>
            {may('retention.review') && (
                <div className={classes.actions}>
                    <Button variant="default" loading={decide.isPending} onClick={() => decide.mutate('keep')}>
                        {t('staff:retention.keep')}
                    </Button>
                    <Button variant="outline" color="clay" onClick={() => setAsking(true)}>
                        {t('staff:retention.destroy')}
                    </Button>
                </div>
            )}
            <Confirm
                opened={asking}
                title={t('staff:retention.destroy_ask')}
                action={t('staff:retention.destroy')}
                busy={false}
                onConfirm={() => {
                    setAsking(false);
                    decide.mutate('destroy');
                }}
                onClose={() => setAsking(false)}
            >
                <Text>{t('staff:retention.destroy_text')}</Text>
            </Confirm>
        </>
    );
}

function Rules({ rules }: { rules: Calendar['classes'] }) {
    const { t } = useTranslation();
    return (
        <div className={duties.wide} tabIndex={0} role="region" aria-label={t('staff:due.rules')}>
            <table className={duties.matrix}>
                <thead>
                    <tr>
                        <th scope="col">{t('staff:due.class')}</th>
                        <th scope="col">{t('staff:due.period')}</th>
                        <th scope="col">{t('staff:due.action')}</th>
                        <th scope="col">{t('staff:due.basis')}</th>
                    </tr>
                </thead>
                <tbody>
                    {rules.map((rule) => (
                        <tr key={rule.code}>
                            <th scope="row">{rule.title}</th>
                            <td>{t(`staff:due.trigger.${rule.trigger}`, { period: rule.period })}</td>
                            <td>{rule.bound ? t(`staff:due.does.${rule.action}`) : t('staff:due.unbound')}</td>
                            <td>{rule.basis}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}
