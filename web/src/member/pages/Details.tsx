import { Button, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import type { Contact } from '../../shared/api/types';
import { announce } from '../../shared/parts/announce';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { timeOnly } from '../../shared/i18n/format';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { useMe } from '../questions';
import classes from './Leave.module.css';

const key = ['contact'];

/** How the Member is called and reached. */
export default function Details() {
    const { t } = useTranslation();
    const me = useMe();
    const contact = useQuery({ queryKey: key, queryFn: () => answerOf(api.GET('/me/contact', {})) });
    return (
        <Page title={t('member:details.title')} lead={t('member:details.lead', { client: me.data?.client.name ?? '' })}>
            <Answer query={contact}>{(known) => <DetailsForm known={known} />}</Answer>
            {me.data && !me.data.needs_guardian && <OwnCode client={me.data.client.name} />}
        </Page>
    );
}

/** By which somebody in care joins the two there. It stands here for everybody, so that looking at it tells nobody anything. */
function OwnCode({ client }: { client: string }) {
    const { t } = useTranslation();
    // Asked for anew each time the page is opened: a code works once.
    const code = useQuery({ queryKey: ['own-code'], queryFn: () => answerOf(api.POST('/me/code', {})), gcTime: 0, staleTime: Number.POSITIVE_INFINITY });
    return (
        <Section title={t('member:details.code_title')}>
            <Sheet>
                <Text mb="sm">{t('member:details.code_lead')}</Text>
                <Answer query={code} lines={1}>
                    {(own) => (
                        <>
                            <TextInput label={t('member:details.code')} value={own.code} readOnly size="md" maw="16rem" />
                            <Text size="sm" mt="xs">
                                {t('member:details.code_until', { time: timeOnly(own.expires_at) })} {t('member:details.code_quiet', { client })}
                            </Text>
                        </>
                    )}
                </Answer>
            </Sheet>
        </Section>
    );
}

function DetailsForm({ known }: { known: Contact }) {
    const { t } = useTranslation();
    const client = useQueryClient();
    const [name, setName] = useState(known.name ?? '');
    const [email, setEmail] = useState(known.email ?? '');
    const [phone, setPhone] = useState(known.phone ?? '');
    const [address, setAddress] = useState((known.address ?? []).join('\n'));
    const save = useMutation({
        mutationFn: () => {
            const lines = address.split('\n').map((line) => line.trim()).filter(Boolean);
            const body: Contact = {
                ...(name.trim() && { name: name.trim() }),
                ...(email.trim() && { email: email.trim() }),
                ...(phone.trim() && { phone: phone.trim() }),
                ...(lines.length > 0 && { address: lines }),
                ...(known.payment && { payment: known.payment }),
            };
            return answerOf(api.PUT('/me/contact', { body }));
        },
        onSuccess: (saved) => {
            client.setQueryData(key, saved);
            announce(t('member:details.saved'));
        },
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        save.mutate();
    };
    return (
        <Sheet>
            <form onSubmit={submit} className={classes.form} noValidate>
                <TextInput label={t('member:details.name')} value={name} onChange={(e) => setName(e.currentTarget.value)} autoComplete="name" maxLength={200} size="md" />
                <TextInput label={t('member:details.email')} value={email} onChange={(e) => setEmail(e.currentTarget.value)} autoComplete="email" inputMode="email" maxLength={254} size="md" />
                <TextInput label={t('member:details.phone')} value={phone} onChange={(e) => setPhone(e.currentTarget.value)} autoComplete="tel" inputMode="tel" maxLength={40} size="md" />
                <Textarea label={t('member:details.address')} value={address} onChange={(e) => setAddress(e.currentTarget.value)} autoComplete="street-address" autosize minRows={3} maxRows={8} size="md" />
                <Text size="sm">{known.payment ? t('member:details.payment', { provider: known.payment.provider }) : t('member:details.no_payment')}</Text>
                {save.isError && <ProblemNote error={save.error} />}
                {save.isSuccess && <Text role="status">{t('member:details.saved')}</Text>}
                <div>
                    <Button type="submit" loading={save.isPending}>
                        {t('member:details.save')}
                    </Button>
                </div>
            </form>
        </Sheet>
    );
}
