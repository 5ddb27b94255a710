import { Anchor, Button, Table, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router-dom';
import { answerOf } from '../../shared/api/client';
import { Empty, Loading, ProblemNote } from '../../shared/parts/answers';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { DateText, Facts } from '../../shared/parts/small';
import { client, memory } from '../account';
import { useClientAccount, useMembers } from '../questions';
import classes from './console.module.css';

export function Members() {
    const { t } = useTranslation();
    return (
        <Page title={t('console:members.title')}>
            <AccountFacts />
            <Section title={t('console:provision.title')}>
                <Provision />
            </Section>
            <Section title={t('console:members.list')}>
                <MemberTable />
            </Section>
        </Page>
    );
}

function AccountFacts() {
    const { t } = useTranslation();
    const account = useClientAccount();
    if (!account.data) return null;
    const { agreement, webhook, client_id, status } = account.data;
    const onFile = agreement.on_file
        ? t('console:account.on_file', { reference: agreement.reference ?? '' })
        : t('console:account.not_on_file');
    return (
        <Sheet>
            <Facts
                rows={[
                    [t('console:account.id'), <code key="id">{client_id}</code>],
                    [t('console:account.status'), status],
                    [t('console:account.agreement'), onFile],
                    [t('console:account.webhook'), webhook.url ?? t('console:account.no_webhook')],
                ]}
            />
        </Sheet>
    );
}

function Provision() {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const [key, setKey] = useState('');
    const [zone, setZone] = useState('');
    const provision = useMutation({
        mutationFn: () =>
            answerOf(
                client.POST('/v1/members', { body: { user_key: key.trim(), time_zone: zone.trim() || undefined } }),
            ),
        onSuccess: ({ member_id }) => {
            void memory.invalidateQueries({ queryKey: ['members'] });
            navigate(`/console/members/${member_id}`);
        },
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        provision.mutate();
    };
    return (
        <Sheet>
            <form onSubmit={submit} className={classes.row}>
                <TextInput
                    label={t('console:provision.key')}
                    description={t('console:provision.key_why')}
                    value={key}
                    onChange={(event) => setKey(event.currentTarget.value)}
                    autoComplete="off"
                    required
                    className={classes.field}
                />
                <TextInput
                    label={t('console:provision.zone')}
                    description={t('console:provision.zone_why')}
                    value={zone}
                    onChange={(event) => setZone(event.currentTarget.value)}
                    autoComplete="off"
                    className={classes.field}
                />
                <Button type="submit" loading={provision.isPending}>
                    {t('console:provision.action')}
                </Button>
            </form>
            {provision.isError && <ProblemNote error={provision.error} />}
        </Sheet>
    );
}

function MemberTable() {
    const { t } = useTranslation();
    const members = useMembers();
    if (members.isError && !members.data)
        return <ProblemNote error={members.error} retry={() => void members.refetch()} />;
    if (!members.data) return <Loading lines={4} />;
    const rows = members.data.pages.flatMap((page) => page.members);
    if (rows.length === 0)
        return (
            <Empty icon="people" title={t('console:members.empty_title')}>
                {t('console:members.empty')}
            </Empty>
        );
    return (
        <>
            <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('console:members.list')}>
                <Table className={classes.table}>
                    <thead>
                        <tr>
                            <th scope="col">{t('console:members.key')}</th>
                            <th scope="col">{t('console:members.status')}</th>
                            <th scope="col">{t('console:members.created')}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {rows.map((row) => (
                            <tr key={row.member_id}>
                                <th scope="row">
                                    <Anchor component={Link} to={`/console/members/${row.member_id}`}>
                                        {row.user_key || row.member_id}
                                    </Anchor>
                                    <Text size="xs" c="dimmed" className={classes.id}>
                                        {row.member_id}
                                    </Text>
                                </th>
                                <td>{row.status}</td>
                                <td>
                                    <DateText at={row.created_at} />
                                </td>
                            </tr>
                        ))}
                    </tbody>
                </Table>
            </div>
            {members.hasNextPage && (
                <div>
                    <Button
                        variant="default"
                        loading={members.isFetchingNextPage}
                        onClick={() => void members.fetchNextPage()}
                    >
                        {t('shared:action.more')}
                    </Button>
                </div>
            )}
        </>
    );
}
