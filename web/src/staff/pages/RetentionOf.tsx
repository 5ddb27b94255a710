import { Button, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import { addDays, today } from '../../shared/i18n/days';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { Confirm } from '../../shared/parts/Confirm';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { Facts, StateMark } from '../../shared/parts/small';
import { useCalendar, useNames, useRetentionOf } from '../duties';
import duties from '../duties.module.css';
import { ActForm, Choose, useAct } from '../parts/Act';
import { Holds } from '../parts/Holds';
import { useMay, useMe } from '../questions';
import classes from '../staff.module.css';

const stale = ['retention-waiting', 'retention-of', 'retention-calendar'];

/** What is held of one Member, and whether their data are restricted; and the means for both. */
export default function RetentionOf() {
    const { t } = useTranslation();
    const { member = '' } = useParams();
    const may = useMay();
    const names = useNames();
    const own = useRetentionOf(member);
    return (
        <Page title={t('staff:retention_of.title')} back={{ to: '/desk/retention', text: t('staff:retention.title') }}>
            <Answer query={own} lines={4}>
                {(data) => (
                    <>
                        <Sheet>
                            <Facts
                                rows={[
                                    [
                                        t('staff:glass.member'),
                                        <span key="id" className={duties.code}>
                                            {data.member_id}
                                        </span>,
                                    ],
                                    [t('staff:agreements.client'), names.client(data.client_id)],
                                    [
                                        t('staff:retention_of.state'),
                                        <StateMark key="state" tone={data.state === 'active' ? 'ok' : 'busy'}>
                                            {t(data.state === 'active' ? 'staff:retention_of.active' : 'staff:retention_of.erasing')}
                                        </StateMark>,
                                    ],
                                    [
                                        t('staff:retention_of.use'),
                                        <StateMark key="use" tone={data.restricted ? 'warn' : 'ok'}>
                                            {t(data.restricted ? 'staff:retention_of.restricted' : 'staff:retention_of.free')}
                                        </StateMark>,
                                    ],
                                ]}
                            />
                        </Sheet>
                        <Section title={t('staff:retention.holds')}>
                            <Holds holds={data.holds} none={t('staff:retention_of.no_holds')} />
                        </Section>
                        {may('retention.hold') && (
                            <Section title={t('staff:hold.place')}>
                                <Place member={member} />
                            </Section>
                        )}
                        {may('retention.restrict') && data.state === 'active' && (
                            <Section title={t('staff:retention_of.use')}>
                                <Restriction member={member} restricted={data.restricted} />
                            </Section>
                        )}
                    </>
                )}
            </Answer>
        </Page>
    );
}

function Place({ member }: { member: string }) {
    const { t } = useTranslation();
    const me = useMe();
    const calendar = useCalendar();
    const [recordClass, setRecordClass] = useState('');
    const [reason, setReason] = useState('');
    const [owner, setOwner] = useState(me.data?.name ?? '');
    const [review, setReview] = useState('');
    const place = useAct(
        () =>
            answerOf(
                api.POST('/staff/members/{member}/holds', {
                    params: { path: { member } },
                    body: {
                        reason: reason.trim(),
                        owner: owner.trim(),
                        review_on: review,
                        ...(recordClass ? { record_class: recordClass } : {}),
                    },
                }),
            ),
        {
            done: t('staff:hold.place_done'),
            stale,
            then: () => {
                setReason('');
                setReview('');
                setRecordClass('');
            },
        },
    );
    const kept = calendar.data?.classes.filter((one) => one.bound) ?? [];
    return (
        <ActForm action={t('staff:hold.place_action')} busy={place.isPending} error={place.error} onSubmit={() => place.mutate()}>
            <Text c="dimmed">{t('staff:hold.place_text')}</Text>
            <div className={classes.row}>
                <Choose
                    label={t('staff:hold.what')}
                    none={t('staff:hold.everything')}
                    value={recordClass}
                    options={kept.map((one) => ({ value: one.code, label: one.title }))}
                    onChoose={setRecordClass}
                />
                <TextInput
                    label={t('staff:hold.owner_label')}
                    value={owner}
                    onChange={(event) => setOwner(event.currentTarget.value)}
                    maxLength={200}
                    autoComplete="off"
                    required
                />
                <TextInput
                    type="date"
                    label={t('staff:hold.review_label')}
                    value={review}
                    min={addDays(today(), 1)}
                    onChange={(event) => setReview(event.currentTarget.value)}
                    required
                />
            </div>
            <Textarea
                size="md"
                label={t('staff:hold.reason_label')}
                description={t('staff:hold.reason_text')}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
                maxLength={1000}
                rows={2}
                required
            />
        </ActForm>
    );
}

function Restriction({ member, restricted }: { member: string; restricted: boolean }) {
    const { t } = useTranslation();
    const [asking, setAsking] = useState(false);
    const path = { member };
    const change = useAct(
        () =>
            answerOf(
                restricted
                    ? api.DELETE('/staff/members/{member}/restriction', { params: { path } })
                    : api.PUT('/staff/members/{member}/restriction', { params: { path } }),
            ),
        { done: t('staff:retention_of.changed'), stale },
    );
    const action = t(restricted ? 'staff:retention_of.lift' : 'staff:retention_of.restrict');
    const text = t(restricted ? 'staff:retention_of.lift_text' : 'staff:retention_of.restrict_text');
    return (
        <Sheet className={classes.form}>
            <Text>{text}</Text>
            {change.isError && <ProblemNote error={change.error} />}
            <div>
                <Button variant="outline" color={restricted ? undefined : 'clay'} loading={change.isPending} onClick={() => setAsking(true)}>
                    {action}
                </Button>
            </div>
            <Confirm
                opened={asking}
                title={t(restricted ? 'staff:retention_of.lift_ask' : 'staff:retention_of.restrict_ask')}
                action={action}
                busy={false}
                onConfirm={() => {
                    setAsking(false);
                    change.mutate();
                }}
                onClose={() => setAsking(false)}
            >
                <Text>{text}</Text>
            </Confirm>
        </Sheet>
    );
}
