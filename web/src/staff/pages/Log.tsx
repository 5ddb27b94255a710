import { Anchor, Button, Text, TextInput, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import { boundsOf, dayOf } from '../../shared/i18n/days';
import { dayHeading, number, timeWithSeconds } from '../../shared/i18n/format';
import { Answer, Empty, Loading, ProblemNote } from '../../shared/parts/answers';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { DateText, Facts, StateMark } from '../../shared/parts/small';
import { type LogFilters, type LogRow, useIntegrity, useLastVerification, useLog, useNames } from '../duties';
import duties from '../duties.module.css';
import { Choose } from '../parts/Act';
import { useClients, useMay, useVocabulary } from '../questions';
import classes from '../staff.module.css';

/** The log of accesses: whether it is whole, and a search of it. Nothing of what was read stands in it. */
export default function Log() {
    const { t } = useTranslation();
    const may = useMay();
    const whole = may('audit.search');
    return (
        <Page title={t('staff:log.title')} lead={t(whole ? 'staff:log.lead' : 'staff:log.lead_refused')}>
            {may('audit.read_integrity') && <Integrity />}
            {(whole || may('audit.search_refused')) && (
                <Section title={t('staff:log.search')}>
                    <Search whole={whole} />
                </Section>
            )}
        </Page>
    );
}

function Integrity() {
    const { t } = useTranslation();
    const integrity = useIntegrity();
    const seen = useLastVerification();
    return (
        <Answer query={integrity} lines={2}>
            {(data) => (
                <Sheet className={classes.form}>
                    <div>
                        {data.anomalies > 0 || seen.data?.outcome === 'broken' ? (
                            <StateMark tone="warn">{t('staff:log.broken')}</StateMark>
                        ) : (
                            // Nothing is green that nobody has looked at.
                            <StateMark tone={seen.data?.last_seen ? 'ok' : 'plain'}>
                                {t(seen.data?.last_seen ? 'staff:log.whole' : 'staff:log.unseen')}
                            </StateMark>
                        )}
                    </div>
                    <Facts
                        rows={[
                            [t('staff:log.signed'), number(data.signed_rows, 0)],
                            [
                                t('staff:log.signed_at'),
                                data.signed_at ? <DateText key="at" at={data.signed_at} /> : t('staff:log.never'),
                            ],
                            [t('staff:log.waiting'), number(data.waiting_rows, 0)],
                            [
                                t('staff:log.witnesses'),
                                data.witnesses.length > 0
                                    ? t('staff:log.cosigned', {
                                          names: data.witnesses.map((one) => one.name).join(', '),
                                          count: data.cosigned_rows,
                                      })
                                    : t('staff:log.no_witness'),
                            ],
                            [
                                t('staff:log.verified'),
                                seen.data?.last_seen ? <DateText key="seen" at={seen.data.last_seen} /> : t('staff:log.never'),
                            ],
                        ]}
                    />
                    {seen.data?.words && <Text c="dimmed">{seen.data.words}</Text>}
                    {data.noticed.length > 0 && <Text>{t('staff:log.noticed', { kinds: data.noticed.join(', ') })}</Text>}
                </Sheet>
            )}
        </Answer>
    );
}

const names = ['from', 'until', 'action', 'purpose', 'role', 'decision', 'request', 'client'] as const;
const others = ['client', 'member', 'guardian', 'vendor', 'system', 'operator'] as const;

/** What is searched for stands in the address, so that a search can be kept and handed on. */
function Search({ whole }: { whole: boolean }) {
    const { t } = useTranslation();
    const [params, setParams] = useSearchParams();
    const vocabulary = useVocabulary();
    const clients = useClients(useMay()('clients.list'));
    const value = (name: (typeof names)[number]) => params.get(name) ?? '';
    const set = (name: (typeof names)[number]) => (chosen: string) =>
        setParams(
            (before) => {
                const next = new URLSearchParams(before);
                if (chosen) next.set(name, chosen);
                else next.delete(name);
                return next;
            },
            { replace: true },
        );
    const filters: LogFilters = {};
    for (const name of names) {
        const chosen = value(name);
        if (!chosen) continue;
        if (name === 'from') filters.from = boundsOf(chosen).from.toISOString();
        else if (name === 'until') filters.until = boundsOf(chosen).to.toISOString();
        else filters[name] = chosen;
    }
    const coded = (all: { code: string; title: string }[] | undefined) =>
        (all ?? []).map((one) => ({ value: one.code, label: one.title })).sort((a, b) => a.label.localeCompare(b.label));
    return (
        <>
            <Sheet>
                <div className={duties.filters}>
                    <TextInput
                        type="date"
                        label={t('staff:log.from')}
                        value={value('from')}
                        onChange={(event) => set('from')(event.currentTarget.value)}
                    />
                    <TextInput
                        type="date"
                        label={t('staff:log.until')}
                        value={value('until')}
                        onChange={(event) => set('until')(event.currentTarget.value)}
                    />
                    <Choose
                        label={t('staff:log.role')}
                        none={t('staff:log.any')}
                        value={value('role')}
                        options={[
                            ...others.map((one) => ({ value: one, label: t(`staff:log.who.${one}`) })),
                            ...(vocabulary.data?.roles ?? []).map((one) => ({ value: `staff.${one.code}`, label: one.title })),
                        ]}
                        onChoose={set('role')}
                    />
                    <Choose
                        label={t('staff:log.action')}
                        none={t('staff:log.any')}
                        value={value('action')}
                        options={coded(vocabulary.data?.actions)}
                        onChoose={set('action')}
                    />
                    <Choose
                        label={t('staff:log.purpose')}
                        none={t('staff:log.any')}
                        value={value('purpose')}
                        options={coded(vocabulary.data?.purposes)}
                        onChoose={set('purpose')}
                    />
                    {whole && (
                        <Choose
                            label={t('staff:log.decision')}
                            none={t('staff:log.any')}
                            value={value('decision')}
                            options={[
                                { value: 'permit', label: t('shared:access.decision.permit') },
                                { value: 'refuse', label: t('shared:access.decision.refuse') },
                            ]}
                            onChoose={set('decision')}
                        />
                    )}
                    {clients.data && (
                        <Choose
                            label={t('staff:agreements.client')}
                            none={t('staff:log.any')}
                            value={value('client')}
                            options={clients.data.map((one) => ({ value: one.client_id, label: one.name }))}
                            onChoose={set('client')}
                        />
                    )}
                    <TextInput
                        label={t('staff:log.request')}
                        value={value('request')}
                        onChange={(event) => set('request')(event.currentTarget.value.trim())}
                        autoComplete="off"
                        spellCheck={false}
                    />
                </div>
            </Sheet>
            <Found filters={filters} onRequest={set('request')} />
        </>
    );
}

function Found({ filters, onRequest }: { filters: LogFilters; onRequest: (id: string) => void }) {
    const { t } = useTranslation();
    // A half-written id is no search yet.
    const usable = !filters.request || filters.request.length === 36;
    const log = useLog(usable ? filters : { ...filters, request: undefined });
    if (!usable) return <Text c="dimmed">{t('staff:log.request_short')}</Text>;
    if (log.isError && !log.data) return <ProblemNote error={log.error} retry={() => void log.refetch()} />;
    if (!log.data) return <Loading lines={5} />;
    const rows = log.data.pages.flatMap((page) => page.entries);
    if (rows.length === 0) return <Empty icon="eye" title={t('staff:log.none')} />;
    const days = new Map<string, LogRow[]>();
    for (const row of rows) {
        const day = dayOf(new Date(row.at));
        days.set(day, [...(days.get(day) ?? []), row]);
    }
    return (
        <>
            {[...days].map(([day, own]) => (
                <section key={day} className={classes.form}>
                    <Title order={3} size="h4">
                        {dayHeading(own[0]?.at ?? day)}
                    </Title>
                    <ul className={classes.list}>
                        {own.map((row) => (
                            <li key={row.event_id}>
                                <Row row={row} onRequest={onRequest} />
                            </li>
                        ))}
                    </ul>
                </section>
            ))}
            {log.isFetchNextPageError && <ProblemNote error={log.error} />}
            {log.hasNextPage && (
                <div>
                    <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
                        {t('shared:access.older')}
                    </Button>
                </div>
            )}
        </>
    );
}

function Row({ row, onRequest }: { row: LogRow; onRequest: (id: string) => void }) {
    const { t } = useTranslation();
    const named = useNames();
    const kind = row.role.split('.')[0] ?? row.role;
    const account = kind === 'staff' ? named.account(row.actor_id) : undefined;
    const who =
        kind === 'staff'
            ? account
                ? t('staff:log.account', { name: account, role: row.role_title })
                : row.role_title
            : kind === 'client' && row.client_id
              ? t('staff:log.portal', { client: named.client(row.client_id) })
              : t(`staff:log.who.${kind}`, { defaultValue: row.role_title });
    const rest = [
        t('shared:access.why', { purpose: named.purpose(row.purpose) }),
        kind === 'system' || kind === 'vendor' ? row.role_title : '',
        kind !== 'client' && row.client_id ? named.client(row.client_id) : '',
        row.person ? t('staff:log.person', { mark: row.person.slice(0, 8) }) : '',
        row.reason && row.decision === 'refuse' ? t(`staff:log.reason.${row.reason}`, { defaultValue: row.reason }) : '',
    ].filter((one) => one !== '');
    return (
        <>
            <div className={classes.entry}>
                <span className={classes.entryHead}>
                    <span className={duties.said}>{row.title}</span>
                </span>
                <span>{who}</span>
                <span className={classes.small}>{rest.join(' · ')}</span>
                <span className={classes.small}>
                    <time dateTime={row.at}>{timeWithSeconds(row.at)}</time>
                    {' · '}
                    <Anchor
                        component="button"
                        type="button"
                        inherit
                        underline="always"
                        onClick={() => onRequest(row.request_id)}
                        aria-label={t('staff:log.same_request_of', { id: row.request_id.slice(-8) })}
                    >
                        {t('staff:log.same_request')}
                    </Anchor>
                </span>
            </div>
            <StateMark tone={row.decision === 'permit' ? 'ok' : 'warn'}>
                {t(row.decision === 'permit' ? 'shared:access.decision.permit' : 'shared:access.decision.refuse')}
            </StateMark>
        </>
    );
}
