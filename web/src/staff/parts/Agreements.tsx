import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { boundsOf, today } from '../../shared/i18n/days';
import { day } from '../../shared/i18n/format';
import { Answer } from '../../shared/parts/answers';
import { Section } from '../../shared/parts/Page';
import { DateText } from '../../shared/parts/small';
import { useAgreements, useClients, useMay } from '../questions';
import classes from '../staff.module.css';
import { ActForm, Choose, Rows, useAct } from './Act';

/** The agreements on file with Clients: without one for data processing nothing is shared with a Client. */
export function Agreements() {
    const { t } = useTranslation();
    const may = useMay();
    const agreements = useAgreements();
    const clients = useClients();
    const named = (id: string) => clients.data?.find((one) => one.client_id === id)?.name ?? id;
    return (
        <Section title={t('staff:agreements.title')}>
            <Answer query={agreements} lines={2}>
                {(all) => (
                    <Rows items={all} none={t('staff:agreements.none')} keyOf={(one) => one.agreement_id}>
                        {(one) => (
                            <div className={classes.entry}>
                                <span className={classes.entryHead}>
                                    {t('staff:agreements.line', { client: named(one.client_id), reference: one.reference })}
                                </span>
                                <span>{t(`staff:agreements.kind.${one.kind}`)}</span>
                                <span className={classes.small}>
                                    {t('staff:agreements.signed', { day: day(one.signed_on) })}
                                    {one.valid_until && (
                                        <>
                                            {` · ${t('staff:clients.agreement_until')} `}
                                            <DateText at={one.valid_until} style="date" />
                                        </>
                                    )}
                                </span>
                            </div>
                        )}
                    </Rows>
                )}
            </Answer>
            {may('agreements.record') && <Record />}
        </Section>
    );
}

function Record() {
    const { t } = useTranslation();
    const clients = useClients();
    const [client, setClient] = useState('');
    const [kind, setKind] = useState<'dpa' | 'baa'>('dpa');
    const [reference, setReference] = useState('');
    const [signed, setSigned] = useState('');
    const [until, setUntil] = useState('');
    const record = useAct(
        () =>
            answerOf(
                api.POST('/staff/agreements', {
                    body: {
                        client_id: client,
                        kind,
                        reference: reference.trim(),
                        signed_on: signed,
                        ...(until ? { valid_until: boundsOf(until).to.toISOString() } : {}),
                    },
                }),
            ),
        { done: t('staff:agreements.recorded'), stale: ['agreements', 'clients'], then: () => setReference('') },
    );
    return (
        <ActForm
            action={t('staff:agreements.record')}
            busy={record.isPending}
            error={record.error}
            onSubmit={() => record.mutate()}
        >
            <div className={classes.row}>
                <Choose
                    label={t('staff:agreements.client')}
                    value={client}
                    options={(clients.data ?? []).map((one) => ({ value: one.client_id, label: one.name }))}
                    onChoose={setClient}
                    required
                />
                <NativeSelect
                    label={t('staff:agreements.kind_label')}
                    value={kind}
                    onChange={(event) => setKind(event.currentTarget.value === 'baa' ? 'baa' : 'dpa')}
                    data={(['dpa', 'baa'] as const).map((value) => ({ value, label: t(`staff:agreements.kind.${value}`) }))}
                />
                <TextInput
                    label={t('staff:agreements.reference')}
                    value={reference}
                    onChange={(event) => setReference(event.currentTarget.value)}
                    maxLength={200}
                    autoComplete="off"
                    required
                />
                <TextInput
                    type="date"
                    label={t('staff:agreements.signed_on')}
                    value={signed}
                    max={today()}
                    onChange={(event) => setSigned(event.currentTarget.value)}
                    required
                />
                <TextInput
                    type="date"
                    label={t('staff:agreements.until')}
                    value={until}
                    onChange={(event) => setUntil(event.currentTarget.value)}
                />
            </div>
        </ActForm>
    );
}
