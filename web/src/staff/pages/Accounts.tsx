import { Anchor, Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import { dateTime, list } from '../../shared/i18n/format';
import { Empty, Loading, ProblemNote } from '../../shared/parts/answers';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { DateText, StateMark, type Tone } from '../../shared/parts/small';
import { type AccountChoice, AccountForm } from '../parts/AccountForm';
import { ShownLink } from '../parts/Enrol';
import { useAccounts, useMay, useMe, useWords } from '../questions';
import { memory, withStepUp } from '../session';
import classes from '../staff.module.css';
import type { AccountRow } from '../types';

/** The accounts of one's own house or Client, and who of them is trained. */
export default function Accounts() {
    const { t } = useTranslation();
    const may = useMay();
    return (
        <Page title={t('staff:accounts.title')} lead={t('staff:accounts.lead')}>
            {may('staff.invite') && <Invite />}
            <Section title={t('staff:accounts.list')}>
                <All />
            </Section>
        </Page>
    );
}

function Invite() {
    const { t } = useTranslation();
    const me = useMe();
    const [open, setOpen] = useState(false);
    const invite = useMutation({
        mutationFn: (given: AccountChoice & { name: string; email: string }) =>
            withStepUp(() => answerOf(api.POST('/staff/accounts', { body: given }))),
        onSuccess: () => {
            setOpen(false);
            void memory.invalidateQueries({ queryKey: ['accounts'] });
        },
    });
    if (!open)
        return (
            <>
                {invite.data && (
                    <Sheet>
                        <ShownLink url={invite.data.url} until={dateTime(invite.data.expires_at)} />
                    </Sheet>
                )}
                <div>
                    <Button
                        onClick={() => {
                            invite.reset();
                            setOpen(true);
                        }}
                    >
                        {t('staff:accounts.invite')}
                    </Button>
                </div>
            </>
        );
    return (
        <Section title={t('staff:accounts.invite')}>
            <Sheet className={classes.form}>
                <Text>{t('staff:accounts.invite_text')}</Text>
                <AccountForm
                    named
                    side={me.data?.side ?? 'house'}
                    start={{ roles: [], purposes: [], categories: [] }}
                    action={t('staff:accounts.send')}
                    busy={invite.isPending}
                    error={invite.error}
                    onSubmit={(choice, name, email) => invite.mutate({ ...choice, name, email })}
                />
                <div>
                    <Button variant="default" onClick={() => setOpen(false)}>
                        {t('shared:action.cancel')}
                    </Button>
                </div>
            </Sheet>
        </Section>
    );
}

export const statusTone: Record<string, Tone> = { active: 'ok', invited: 'busy', ended: 'plain' };

function All() {
    const { t } = useTranslation();
    const accounts = useAccounts();
    if (accounts.isError && !accounts.data)
        return <ProblemNote error={accounts.error} retry={() => void accounts.refetch()} />;
    if (!accounts.data) return <Loading lines={4} />;
    const rows = accounts.data.pages.flatMap((page) => page.accounts);
    if (rows.length === 0) return <Empty icon="people" title={t('staff:accounts.empty')} />;
    return (
        <>
            <ul className={classes.list}>
                {rows.map((row) => (
                    <li key={row.account_id}>
                        <Row row={row} />
                    </li>
                ))}
            </ul>
            {accounts.hasNextPage && (
                <div>
                    <Button
                        variant="default"
                        loading={accounts.isFetchingNextPage}
                        onClick={() => void accounts.fetchNextPage()}
                    >
                        {t('shared:action.more')}
                    </Button>
                </div>
            )}
        </>
    );
}

function Row({ row }: { row: AccountRow }) {
    const { t } = useTranslation();
    const may = useMay();
    const words = useWords();
    const trained = row.trained_until !== undefined && Date.parse(row.trained_until) > Date.now();
    return (
        <>
            <div className={classes.entry}>
                <span className={classes.entryHead}>
                    {may('staff.read') ? (
                        <Anchor component={Link} to={`/desk/accounts/${row.account_id}`}>
                            {row.name}
                        </Anchor>
                    ) : (
                        row.name
                    )}
                    <StateMark tone={statusTone[row.status] ?? 'plain'}>{t(`staff:status.${row.status}`)}</StateMark>
                </span>
                <span className={classes.small}>{row.email}</span>
                <span>{row.roles.length > 0 ? list(row.roles.map(words.role)) : t('staff:account.no_role')}</span>
            </div>
            {may('training.read') && (
                <span>
                    {trained && row.trained_until ? (
                        <>
                            {t('staff:training.until')} <DateText at={row.trained_until} style="date" />
                        </>
                    ) : (
                        <StateMark tone="warn">{t('staff:training.missing')}</StateMark>
                    )}
                </span>
            )}
        </>
    );
}
