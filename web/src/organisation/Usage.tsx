import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../shared/api/client';
import { day } from '../shared/i18n/format';
import { Answer, Empty } from '../shared/parts/answers';
import { Page, Section } from '../shared/parts/Page';
import { DateText, StateMark } from '../shared/parts/small';
import { ActForm, useAct } from '../staff/parts/Act';
import staff from '../staff/staff.module.css';
import { useUsage } from './questions';

/** Asking whether a number was used; the answer comes after the person's yes, or never. */
export default function Usage() {
    const { t } = useTranslation();
    const usage = useUsage();
    const [reference, setReference] = useState('');
    const [number, setNumber] = useState('');
    const ask = useAct(
        () => answerOf(api.POST('/care/organisation/usage-requests', { body: { reference: reference.trim(), number: number.trim() } })),
        {
            done: t('organisation:usage.asked'),
            stale: ['organisation'],
            then: () => {
                setReference('');
                setNumber('');
            },
        },
    );
    return (
        <Page title={t('organisation:usage.title')} lead={t('organisation:usage.lead')}>
            <ActForm action={t('organisation:usage.ask')} busy={ask.isPending} error={ask.error} onSubmit={() => ask.mutate()}>
                <TextInput
                    label={t('organisation:usage.number')}
                    description={t('organisation:usage.number_why')}
                    value={number}
                    onChange={(event) => setNumber(event.currentTarget.value)}
                    autoComplete="off"
                    required
                />
                <TextInput
                    label={t('organisation:usage.reference')}
                    description={t('organisation:usage.reference_why')}
                    value={reference}
                    onChange={(event) => setReference(event.currentTarget.value)}
                    autoComplete="off"
                    maxLength={100}
                    required
                />
            </ActForm>
            <Section title={t('organisation:usage.requests')}>
                <Answer query={usage} lines={3}>
                    {(all) =>
                        all.length === 0 ? (
                            <Empty icon="clock" title={t('organisation:usage.none')} />
                        ) : (
                            <ul className={staff.list}>
                                {all.map((one) => (
                                    <li key={one.request_id}>
                                        <div className={staff.entry}>
                                            <span className={staff.entryHead}>{one.reference}</span>
                                            <span className={staff.small}>
                                                {t('organisation:usage.asked_at')} <DateText at={one.asked_at} style="date" />
                                            </span>
                                        </div>
                                        <StateMark tone={one.confirmed_on ? 'ok' : 'plain'}>
                                            {one.confirmed_on
                                                ? t('organisation:usage.confirmed', { day: day(one.confirmed_on) })
                                                : t('organisation:usage.nothing')}
                                        </StateMark>
                                    </li>
                                ))}
                            </ul>
                        )
                    }
                </Answer>
            </Section>
            <Text c="dimmed">{t('organisation:usage.alike')}</Text>
        </Page>
    );
}
