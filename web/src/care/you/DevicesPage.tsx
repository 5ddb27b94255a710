import { Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { dateOnly, day, list } from '../../shared/i18n/format';
import { announce } from '../../shared/parts/announce';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { Confirm } from '../../shared/parts/Confirm';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { StateMark } from '../../shared/parts/small';
import type { Devices, Joined, Share } from './questions';

const key = ['care-devices'];

/** What of their devices a person shows the clinician of their case: joining, choosing, and ending it. */
export function DevicesPage() {
    const { t } = useTranslation();
    const own = useQuery({ queryKey: key, queryFn: ({ signal }) => answerOf(api.GET('/care/you/devices', { signal })) });
    return (
        <Page title={t('you:devices.title')} lead={t('you:devices.lead')} back={{ to: '/you', text: t('you:home.back') }}>
            <Answer query={own}>{(data) => <Own data={data} />}</Answer>
        </Page>
    );
}

function Own({ data }: { data: Devices }) {
    const { t } = useTranslation();
    const live = data.shares.filter((one) => one.state === 'live');
    const past = data.shares.filter((one) => one.state !== 'live');
    return (
        <>
            {live.length > 0 && (
                <Section title={t('you:devices.now')}>
                    <Stack>
                        {live.map((one) => (
                            <Shown key={one.share_id} share={one} data={data} />
                        ))}
                    </Stack>
                </Section>
            )}
            {data.links.map((one) => (
                <Section key={one.link_id} title={t('you:devices.link', { date: dateOnly(one.joined_at) })}>
                    <Link link={one} data={data} />
                </Section>
            ))}
            <Section title={t('you:devices.join_title')}>
                <Join />
            </Section>
            {past.length > 0 && (
                <Section title={t('you:devices.before')}>
                    <Stack>
                        {past.map((one) => (
                            <Shown key={one.share_id} share={one} data={data} />
                        ))}
                    </Stack>
                </Section>
            )}
        </>
    );
}

function useCaseTitle(data: Devices) {
    const { t } = useTranslation();
    return (id: string) => {
        const found = data.cases.find((one) => one.case_id === id);
        if (!found) return '';
        return t(found.title ? 'you:devices.of_case' : 'you:devices.case_bare', { title: found.title, date: dateOnly(found.opened_at) });
    };
}

function Shown({ share, data }: { share: Share; data: Devices }) {
    const { t } = useTranslation();
    const memory = useQueryClient();
    const caseTitle = useCaseTitle(data)(share.case_id);
    const stop = useMutation({
        mutationFn: () => answerOf(api.POST('/care/you/devices/{link}/shares/{share}/withdrawal', { params: { path: { link: share.link_id, share: share.share_id } } })),
        onSuccess: () => {
            announce(t('you:devices.withdrawn'));
            return memory.invalidateQueries({ queryKey: key });
        },
    });
    return (
        <Sheet>
            <Stack gap="sm">
                <Group justify="space-between">
                    <Text fw={650}>{list(share.metrics.map((one) => one.title))}</Text>
                    <StateMark tone={share.state === 'live' ? 'ok' : 'plain'}>{t(`you:devices.state.${share.state}`)}</StateMark>
                </Group>
                <Text size="sm">{t(caseTitle ? 'you:devices.in' : 'you:devices.in_closed', { case: caseTitle, date: day(share.until, 'long') })}</Text>
                {stop.isError && <ProblemNote error={stop.error} />}
                {share.state === 'live' && (
                    <div>
                        <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
                            {t('you:devices.withdraw')}
                        </Button>
                    </div>
                )}
            </Stack>
        </Sheet>
    );
}

function Link({ link, data }: { link: Joined; data: Devices }) {
    const { t } = useTranslation();
    const memory = useQueryClient();
    const [asking, setAsking] = useState(false);
    const part = useMutation({
        mutationFn: () => answerOf(api.DELETE('/care/you/devices/{link}', { params: { path: { link: link.link_id } } })),
        onSuccess: () => {
            announce(t('you:devices.parted'));
            return memory.invalidateQueries({ queryKey: key });
        },
    });
    return (
        <Sheet>
            <Stack>
                {!link.there ? (
                    <Text>{t('you:devices.gone')}</Text>
                ) : link.metrics.length === 0 ? (
                    <Text>{t('you:devices.empty')}</Text>
                ) : data.cases.length === 0 ? (
                    <Text>{t('you:devices.no_case')}</Text>
                ) : (
                    <Choose key={data.shares.map((one) => one.share_id).join()} link={link} data={data} />
                )}
                <div>
                    <Button variant="subtle" color="clay" onClick={() => setAsking(true)}>
                        {t('you:devices.part')}
                    </Button>
                </div>
                <Confirm
                    opened={asking}
                    title={t('you:devices.part_title')}
                    action={t('you:devices.part')}
                    busy={part.isPending}
                    error={part.error}
                    onConfirm={() => part.mutate(undefined, { onSuccess: () => setAsking(false) })}
                    onClose={() => setAsking(false)}
                >
                    <Text>{t('you:devices.part_text')}</Text>
                </Confirm>
            </Stack>
        </Sheet>
    );
}

/** Nothing is chosen beforehand. */
function Choose({ link, data }: { link: Joined; data: Devices }) {
    const { t } = useTranslation();
    const memory = useQueryClient();
    const caseTitle = useCaseTitle(data);
    const [chosen, setChosen] = useState<string[]>([]);
    const [id, setId] = useState(data.cases[0]?.case_id ?? '');
    const [until, setUntil] = useState(data.until_default);
    const show = useMutation({
        mutationFn: () => answerOf(api.POST('/care/you/devices/{link}/shares', { params: { path: { link: link.link_id } }, body: { case_id: id, metrics: chosen, until } })),
        onSuccess: () => {
            announce(t('you:devices.shown'));
            return memory.invalidateQueries({ queryKey: key });
        },
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        show.mutate();
    };
    return (
        <form onSubmit={submit}>
            <Stack>
                <Text fw={650}>{data.asked.title}</Text>
                <Text size="sm">
                    {data.asked.text} {t('you:devices.who', { days: data.days_before_case })}
                </Text>
                <Checkbox.Group label={t('you:devices.which')} value={chosen} onChange={setChosen}>
                    <Stack gap="xs" mt="xs">
                        {link.metrics.map((one) => (
                            <Checkbox key={one.metric} value={one.metric} label={t('you:devices.latest', { metric: one.title, date: one.last ? dateOnly(one.last) : '' })} />
                        ))}
                    </Stack>
                </Checkbox.Group>
                <NativeSelect
                    label={t('you:devices.case')} value={id} onChange={(e) => setId(e.currentTarget.value)}
                    data={data.cases.map((one) => ({ value: one.case_id, label: caseTitle(one.case_id) }))}
                />
                <TextInput
                    type="date" label={t('you:devices.until')} description={t('you:devices.until_hint', { date: day(data.until_max, 'long') })} max={data.until_max}
                    value={until} onChange={(e) => setUntil(e.currentTarget.value)}
                />
                <Text size="sm" c="dimmed">{data.asked.basis}</Text>
                {show.isError && <ProblemNote error={show.error} />}
                <div>
                    <Button type="submit" loading={show.isPending} disabled={chosen.length === 0 || !until}>
                        {t('you:devices.show')}
                    </Button>
                </div>
            </Stack>
        </form>
    );
}

function Join() {
    const { t } = useTranslation();
    const memory = useQueryClient();
    const [code, setCode] = useState('');
    const join = useMutation({
        mutationFn: () => answerOf(api.POST('/care/you/devices', { body: { code: code.trim() } })),
        onSuccess: () => {
            setCode('');
            announce(t('you:devices.joined'));
            return memory.invalidateQueries({ queryKey: key });
        },
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        join.mutate();
    };
    return (
        <Sheet>
            <form onSubmit={submit}>
                <Stack>
                    <Text>
                        {t('you:devices.join_text')} {t('you:devices.join_quiet')}
                    </Text>
                    <TextInput label={t('you:devices.code')} value={code} onChange={(e) => setCode(e.currentTarget.value)} autoComplete="off" autoCapitalize="characters" spellCheck={false} maxLength={40} maw="16rem" />
                    {join.isError && <ProblemNote error={join.error} />}
                    <div>
                        <Button type="submit" loading={join.isPending} disabled={code.trim() === ''}>
                            {t('you:devices.join')}
                        </Button>
                    </div>
                </Stack>
            </form>
        </Sheet>
    );
}
