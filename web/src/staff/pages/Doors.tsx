import { Anchor, Button, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import { dateTime } from '../../shared/i18n/format';
import { Answer, Empty, ProblemNote } from '../../shared/parts/answers';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { DateText, StateMark, useNow } from '../../shared/parts/small';
import { ActForm, Choose, useAct } from '../parts/Act';
import { type DoorRequest, OpenDoor } from '../parts/OpenDoor';
import { useClients, useDoors, useMay } from '../questions';
import classes from '../staff.module.css';
import type { Door } from '../types';

/** The doors to people's data that are or were open: which are, which wait for a review, which are past. */
export default function Doors() {
    const { t } = useTranslation();
    const may = useMay();
    const doors = useDoors();
    const now = useNow(10_000);
    return (
        <Page title={t('staff:doors.title')} lead={t('staff:doors.lead')}>
            <Answer query={doors} lines={4}>
                {(all) => {
                    const open = all.filter((one) => isOpen(one, now));
                    const owed = all.filter((one) => owesReview(one) && !isOpen(one, now));
                    const past = all.filter((one) => !isOpen(one, now) && !owesReview(one));
                    return (
                        <>
                            <Section title={t('staff:doors.open')}>
                                {open.length === 0 ? (
                                    <Text c="dimmed">{t('staff:doors.none_open')}</Text>
                                ) : (
                                    <List doors={open} now={now} />
                                )}
                            </Section>
                            {owed.length > 0 && (
                                <Section title={t('staff:doors.owed')}>
                                    <List doors={owed} now={now} />
                                </Section>
                            )}
                            {may('break_glass.open') && (
                                <Section title={t('staff:glass.title')}>
                                    <BreakGlass />
                                </Section>
                            )}
                            <Section title={t('staff:doors.past')}>
                                {past.length === 0 ? (
                                    <Empty icon="eye" title={t('staff:doors.none_past')} />
                                ) : (
                                    <List doors={past} now={now} />
                                )}
                            </Section>
                        </>
                    );
                }}
            </Answer>
        </Page>
    );
}

// The tenant of all service users.
const careTenant = '00000000-0000-4000-8000-000000000002';

function isOpen(door: Door, now: number): boolean {
    return !door.ended_at && Date.parse(door.expires_at) > now;
}

function owesReview(door: Door): boolean {
    return door.review_by !== undefined && !door.reviewed_at;
}

function List({ doors, now }: { doors: Door[]; now: number }) {
    return (
        <ul className={classes.list}>
            {doors.map((door) => (
                <li key={door.access_id}>
                    <Shown door={door} now={now} />
                </li>
            ))}
        </ul>
    );
}

function Shown({ door, now }: { door: Door; now: number }) {
    const { t } = useTranslation();
    const may = useMay();
    const clients = useClients(may('clients.list'));
    const client =
        clients.data?.find((one) => one.client_id === door.client_id)?.name ??
        (door.client_id === careTenant ? t('staff:door.care') : door.client_id);
    const open = isOpen(door, now);
    const owed = owesReview(door);
    const late = owed && door.review_by !== undefined && Date.parse(door.review_by) < now;
    const end = useAct(
        () => answerOf(api.POST('/staff/exceptional-access/{access}/end', { params: { path: { access: door.access_id } } })),
        { stale: ['doors', 'access'] },
    );
    return (
        <>
            <div className={classes.entry}>
                <span className={classes.entryHead}>
                    {t(`staff:door.kind.${door.kind}`)}
                    {open && <StateMark tone="busy">{t('staff:door.open')}</StateMark>}
                    {owed && (
                        <StateMark tone={late ? 'warn' : 'busy'}>
                            {t(late ? 'staff:door.late' : 'staff:door.owed')}
                        </StateMark>
                    )}
                    {door.outcome && (
                        <StateMark tone={door.outcome === 'justified' ? 'plain' : 'warn'}>
                            {t(`staff:door.outcome.${door.outcome}`)}
                        </StateMark>
                    )}
                </span>
                <span>{t('staff:door.about', { client, reason: door.reason_title })}</span>
                {door.text && <span>{t('staff:door.words', { text: door.text })}</span>}
                <span className={classes.small}>
                    {t('staff:door.by', { name: door.used_by ?? t('staff:door.nobody') })}
                    {door.opened_by && door.opened_by !== door.used_by && ` (${t('staff:door.opened_by', { name: door.opened_by })})`}
                    {' · '}
                    {t('staff:door.span', {
                        from: dateTime(door.opened_at),
                        to: dateTime(door.ended_at ?? door.expires_at),
                    })}
                </span>
                {owed && door.review_by && (
                    <span className={classes.small}>
                        {t('staff:door.review_by')} <DateText at={door.review_by} />
                    </span>
                )}
                {door.review && <span>{t('staff:door.review', { text: door.review })}</span>}
                {end.isError && <ProblemNote error={end.error} />}
            </div>
            {open && door.mine && may('members.read') && (
                <Anchor
                    component={Link}
                    to={door.member_id ? `/desk/clients/${door.client_id}/members/${door.member_id}` : `/desk/clients/${door.client_id}`}
                >
                    {t('staff:door.look')}
                </Anchor>
            )}
            {open && (may('support_access.end') || door.mine) && (
                <Button variant="default" onClick={() => end.mutate()} loading={end.isPending}>
                    {t('staff:door.end')}
                </Button>
            )}
            {owed && may('exceptional.review') && (door.mine ? <Text>{t('staff:door.own')}</Text> : <Review door={door} />)}
        </>
    );
}

function Review({ door }: { door: Door }) {
    const { t } = useTranslation();
    const [outcome, setOutcome] = useState('');
    const [text, setText] = useState('');
    const review = useAct(
        () =>
            answerOf(
                api.POST('/staff/exceptional-access/{access}/review', {
                    params: { path: { access: door.access_id } },
                    body: { outcome: outcome === 'justified' ? 'justified' : 'not_justified', text: text.trim() },
                }),
            ),
        { done: t('staff:review.done'), stale: ['doors', 'access'] },
    );
    return (
        <ActForm
            bare
            action={t('staff:review.action')}
            busy={review.isPending}
            error={review.error}
            onSubmit={() => review.mutate()}
        >
            <Choose
                label={t('staff:review.outcome')}
                value={outcome}
                options={[
                    { value: 'justified', label: t('staff:door.outcome.justified') },
                    { value: 'not_justified', label: t('staff:door.outcome.not_justified') },
                ]}
                onChoose={setOutcome}
                required
            />
            <Textarea
                size="md"
                label={t('staff:review.text')}
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
                minLength={10}
                maxLength={1000}
                rows={3}
                required
            />
        </ActForm>
    );
}

function BreakGlass() {
    const { t } = useTranslation();
    const [member, setMember] = useState('');
    const open = useAct(
        (body: DoorRequest) =>
            answerOf(api.POST('/staff/members/{member}/break-glass', { params: { path: { member: member.trim() } }, body })),
        { done: t('staff:glass.opened'), stale: ['doors', 'access', 'connections-of'], then: () => setMember('') },
    );
    return (
        <Sheet className={classes.form}>
            <Text>{t('staff:glass.text')}</Text>
            <OpenDoor
                // Emptied once it has opened one.
                key={open.submittedAt && open.isSuccess ? open.submittedAt : 'new'}
                kind="break_glass"
                action={t('staff:glass.action')}
                busy={open.isPending}
                error={open.error}
                onOpen={(request) => open.mutate(request)}
            >
                <TextInput
                    label={t('staff:glass.member')}
                    description={t('staff:glass.member_why')}
                    value={member}
                    onChange={(event) => setMember(event.currentTarget.value)}
                    autoComplete="off"
                    spellCheck={false}
                    required
                />
            </OpenDoor>
            {open.data && (
                <Text role="status">{t('staff:clients.open_until', { time: dateTime(open.data.expires_at) })}</Text>
            )}
        </Sheet>
    );
}
