import { Anchor, Button, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { dateOnly, day } from '../../shared/i18n/format';
import { announce } from '../../shared/parts/announce';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { Section, Sheet } from '../../shared/parts/Page';
import { StateMark } from '../../shared/parts/small';
import { kinds, type Own } from '../requests/questions';
import classes from './you.module.css';

const key = ['care-data-requests'];

/** What I asked of my data, what came of it, and whom to turn to. */
export function Requests() {
    const { t } = useTranslation();
    const known = useQuery({ queryKey: key, queryFn: ({ signal }) => answerOf(api.GET('/care/you/data-requests', { signal })) });
    return (
        <Section title={t('requests:you.title')}>
            <Answer query={known} lines={2}>
                {({ requests, turn_to: to }) => (
                    <Stack>
                        <Text>{t('requests:you.lead', { controller: to.controller })}</Text>
                        {requests.length === 0 && <Text c="dimmed">{t('requests:you.none')}</Text>}
                        {requests.map((one) => (
                            <Asked key={one.request_id} one={one} />
                        ))}
                        <NewRequest />
                        <div>
                            <Text fw={650}>{t('requests:you.turn_to')}</Text>
                            <Text className={classes.said}>
                                {to.officer}
                                <br />
                                {to.address}
                                <br />
                                <Anchor href={`mailto:${to.mail}`} underline="always">{to.mail}</Anchor>
                            </Text>
                            <Text size="sm" mt="xs" className={classes.said}>
                                {t('requests:you.regulator', { regulator: to.regulator })}{' '}
                                <Anchor href={to.regulator_url} rel="noreferrer" target="_blank" underline="always" inherit>
                                    {to.regulator_url.replace(/^https:\/\//, '')}
                                </Anchor>
                                {to.regulator_phone && `, ${to.regulator_phone}`}
                            </Text>
                        </div>
                    </Stack>
                )}
            </Answer>
        </Section>
    );
}

function Asked({ one }: { one: Own['requests'][number] }) {
    const { t } = useTranslation();
    const closed = one.answered_on !== undefined;
    return (
        <Sheet>
            <Stack gap="xs">
                <Text fw={650}>{t(`requests:own_kind.${one.kind}`)}</Text>
                <div>
                    <StateMark tone={one.state === 'answered' ? 'ok' : closed ? 'plain' : 'busy'}>{t(`requests:own_state.${one.state}`)}</StateMark>
                </div>
                <Text className={classes.said}>{one.words}</Text>
                <Text size="sm" c="dimmed">
                    {t(`requests:own_how.${one.how}`)}, {day(one.received_on)}. {t('requests:you.passed', { date: dateOnly(one.passed_on_at) })}.
                    {one.acknowledged_at && !closed && ` ${t('requests:you.confirmed', { date: dateOnly(one.acknowledged_at) })}`}
                    {!closed && ` ${t('requests:you.due', { due: day(one.due_on) })}`}
                </Text>
                {one.answered_on && (
                    <div>
                        <Text fw={650}>{t(`requests:you.closed.${one.state}`, { date: day(one.answered_on) })}</Text>
                        <Text className={classes.said}>{one.answer}</Text>
                    </div>
                )}
            </Stack>
        </Sheet>
    );
}

function NewRequest() {
    const { t } = useTranslation();
    const memory = useQueryClient();
    const [open, setOpen] = useState(false);
    const [kind, setKind] = useState('access');
    const [words, setWords] = useState('');
    const send = useMutation({
        mutationFn: () => answerOf(api.POST('/care/you/data-requests', { body: { kind, words: words.trim() } })),
        onSuccess: (out) => {
            setWords('');
            setOpen(false);
            announce(t('requests:you.sent', { due: day(out.due_on) }));
            return memory.invalidateQueries({ queryKey: key });
        },
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        send.mutate();
    };
    return (
        <>
            {send.isSuccess && !open && <Text role="status">{t('requests:you.sent', { due: day(send.data.due_on) })}</Text>}
            <div>
                <Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
                    {t('requests:you.ask')}
                </Button>
            </div>
            {open && (
                <Sheet>
                    <form onSubmit={submit}>
                        <NativeSelect label={t('requests:you.kind')} value={kind} mb="md" onChange={(e) => setKind(e.currentTarget.value)} data={kinds.map((code) => ({ value: code, label: t(`requests:own_kind.${code}`) }))} />
                        <Textarea
                            label={t('requests:you.words')} description={t('requests:you.words_hint')} autosize minRows={3} maxRows={12} maxLength={5000} mb="md"
                            value={words} onChange={(e) => setWords(e.currentTarget.value)}
                        />
                        {send.isError && <ProblemNote error={send.error} />}
                        <Button type="submit" loading={send.isPending} disabled={words.trim() === ''}>
                            {t('requests:you.send')}
                        </Button>
                    </form>
                </Sheet>
            )}
        </>
    );
}
