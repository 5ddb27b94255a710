import { Button, Code, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { number } from '../../shared/i18n/format';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { Confirm } from '../../shared/parts/Confirm';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { DateText, Facts, StateMark } from '../../shared/parts/small';
import { type Keys, useKeys, useNames } from '../duties';
import { Rows, useAct } from '../parts/Act';
import { useMay } from '../questions';
import classes from '../staff.module.css';

const backupLate = 36 * 3_600_000; // made daily; one that is missing shows by the next noon
const commands = { root: 'wellkept keys rotate root', backup: 'wellkept keys backup' };

/** Keys that wrap keys: which there are, how old, how far a rotation is, and how old the keystore's backups are. */
export default function KeysPage() {
    const { t } = useTranslation();
    const keys = useKeys();
    return (
        <Page title={t('staff:keys.title')} lead={t('staff:keys.lead')}>
            <Answer query={keys} lines={4}>
                {(data) => (
                    <>
                        <Sheet>
                            <Facts
                                rows={[
                                    [t('staff:keys.people'), number(data.person_keys, 0)],
                                    [t('staff:keys.destroyed'), number(data.destroyed_keys, 0)],
                                    [
                                        t('staff:keys.rewrap'),
                                        data.left_to_rewrap > 0 ? (
                                            <StateMark key="left" tone="busy">
                                                {t('staff:keys.left', { count: data.left_to_rewrap })}
                                            </StateMark>
                                        ) : (
                                            t('staff:keys.none_left')
                                        ),
                                    ],
                                    [
                                        t('staff:keys.memory'),
                                        <StateMark key="memory" tone={data.locked_memory ? 'ok' : 'warn'}>
                                            {t(data.locked_memory ? 'staff:keys.locked' : 'staff:keys.unlocked')}
                                        </StateMark>,
                                    ],
                                ]}
                            />
                        </Sheet>
                        <Backups backups={data.backups} />
                        <Roots keys={data} />
                        <Clients keys={data} />
                    </>
                )}
            </Answer>
        </Page>
    );
}

function Backups({ backups }: { backups: Keys['backups'] }) {
    const { t } = useTranslation();
    const late = !backups.newest_at || Date.now() - Date.parse(backups.newest_at) > backupLate;
    return (
        <Section title={t('staff:keys.backups')}>
            {backups.configured ? (
                <Sheet>
                    <Facts
                        rows={[
                            [
                                t('staff:keys.newest'),
                                backups.newest_at ? <DateText key="new" at={backups.newest_at} style="ago" /> : t('staff:log.never'),
                            ],
                            [t('staff:keys.count'), number(backups.count, 0)],
                            [t('staff:keys.kept'), t('staff:keys.days', { count: backups.kept_days })],
                            [
                                t('staff:account.status'),
                                <StateMark key="state" tone={late ? 'warn' : 'ok'}>
                                    {t(late ? 'staff:keys.backup_late' : 'staff:keys.backup_fresh')}
                                </StateMark>,
                            ],
                        ]}
                    />
                </Sheet>
            ) : (
                <Sheet className={classes.form}>
                    <div>
                        <StateMark tone="warn">{t('staff:keys.no_backups')}</StateMark>
                    </div>
                    <Text>
                        {t('staff:keys.no_backups_text')} <Code>{commands.backup}</Code>
                    </Text>
                </Sheet>
            )}
        </Section>
    );
}

function Roots({ keys }: { keys: Keys }) {
    const { t } = useTranslation();
    return (
        <Section title={t('staff:keys.roots')}>
            <Rows items={keys.roots} none={t('staff:keys.no_roots')} keyOf={(one) => one.root}>
                {(root) => (
                    <div className={classes.entry}>
                        <span className={classes.entryHead}>
                            {t('staff:keys.root', { mark: root.root.slice(0, 8) })}
                            <StateMark tone={root.held_here ? 'ok' : 'warn'}>
                                {t(root.held_here ? 'staff:keys.held' : 'staff:keys.not_held')}
                            </StateMark>
                        </span>
                        <span className={classes.small}>
                            {t('staff:keys.wraps', { count: root.tenant_keys })}
                            {` · ${t('staff:keys.since')} `}
                            <DateText at={root.since} style="date" />
                            {root.by_kms && ` · ${t('staff:keys.by_kms')}`}
                        </span>
                    </div>
                )}
            </Rows>
            <Text c="dimmed">
                {t('staff:keys.root_text')} <Code>{commands.root}</Code>
            </Text>
        </Section>
    );
}

type Version = Keys['versions'][number];

function Clients({ keys }: { keys: Keys }) {
    const { t } = useTranslation();
    const wrapping = keys.versions.filter((one) => one.purpose === 'wrap');
    const owners = [...new Map(wrapping.map((one) => [one.client_id, one])).values()].sort(
        (a, b) => Number(b.house) - Number(a.house),
    );
    return (
        <Section title={t('staff:keys.clients')}>
            <Rows items={owners} none={t('staff:keys.no_clients')} keyOf={(one) => one.client_id}>
                {(one) => <Client owner={one} versions={wrapping.filter((other) => other.client_id === one.client_id)} />}
            </Rows>
        </Section>
    );
}

function Client({ owner, versions }: { owner: Version; versions: Version[] }) {
    const { t } = useTranslation();
    const may = useMay();
    const names = useNames();
    const [asking, setAsking] = useState(false);
    const rotate = useAct(
        () => answerOf(api.POST('/staff/clients/{client}/key-rotation', { params: { path: { client: owner.client_id } } })),
        { done: t('staff:keys.begun'), stale: ['keys'] },
    );
    const primary = versions.find((one) => one.state === 'primary');
    const replaced = versions.filter((one) => one.state === 'replaced');
    const waiting = replaced.reduce((sum, one) => sum + one.person_keys, 0);
    const all = waiting + (primary?.person_keys ?? 0);
    const rotating = replaced.length > 0;
    const name = owner.house ? t('staff:keys.house') : names.client(owner.client_id);
    return (
        <>
            <div className={classes.entry}>
                <span className={classes.entryHead}>
                    {name}
                    {rotating && (
                        <StateMark tone="busy">
                            {t('staff:keys.rotating', { done: number(all - waiting, 0), all: number(all, 0) })}
                        </StateMark>
                    )}
                </span>
                {primary && (
                    <span className={classes.small}>
                        {t('staff:keys.version', { version: primary.version })}{' '}
                        <DateText at={primary.made_at} style="date" />
                        {` · ${t('staff:keys.opens', { count: all })}`}
                    </span>
                )}
                {rotate.isSuccess && <Text role="status">{t('staff:keys.begun')}</Text>}
                {rotate.isError && <ProblemNote error={rotate.error} />}
            </div>
            {may('keys.rotate') && !rotating && (
                <Button
                    variant="default"
                    loading={rotate.isPending}
                    onClick={() => setAsking(true)}
                    aria-label={t('staff:keys.rotate_of', { name })}
                >
                    {t('staff:keys.rotate')}
                </Button>
            )}
            <Confirm
                opened={asking}
                title={t('staff:keys.rotate_of', { name })}
                action={t('staff:keys.rotate')}
                busy={false}
                onConfirm={() => {
                    setAsking(false);
                    rotate.mutate();
                }}
                onClose={() => setAsking(false)}
            >
                <Text>{t('staff:keys.rotate_text')}</Text>
            </Confirm>
        </>
    );
}
