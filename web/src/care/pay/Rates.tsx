import { NativeSelect, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { day } from '../../shared/i18n/format';
import { Answer } from '../../shared/parts/answers';
import { ActForm, Choose, useAct } from '../../staff/parts/Act';
import { useMay } from '../../staff/questions';
import classes from '../cases/cases.module.css';
import { today } from '../cases/questions';
import { amount, useRates } from './questions';

/** What an affiliate is paid a session, by service, from when on. */
export function Rates({ account, name }: { account: string; name: string }) {
    const { t } = useTranslation();
    const may = useMay();
    const known = useRates(account);
    return (
        <div className={classes.form}>
            <Text fw={650}>{t('practice:rates.title', { name })}</Text>
            <Answer query={known} lines={2}>
                {(data) => (
                    <>
                        {data.rates.length === 0 && <Text c="dimmed">{t('practice:rates.none')}</Text>}
                        {data.rates.map((one) => (
                            <Text key={one.service + one.valid_from}>
                                {t('practice:rates.line', { service: one.service_title, amount: amount(one, one.minor), from: day(one.valid_from) })}
                            </Text>
                        ))}
                        {may('statements.set_rate') && <SetRate account={account} services={data.services} currencies={data.currencies} />}
                    </>
                )}
            </Answer>
        </div>
    );
}

interface SetRateProps {
    account: string;
    services: { code: string; title: string }[];
    currencies: { code: string; decimals: number }[];
}

function SetRate({ account, services, currencies }: SetRateProps) {
    const { t } = useTranslation();
    const [value, setValue] = useState({ service: '', amount: '', currency: currencies[0]?.code ?? '', from: today() });
    const decimals = currencies.find((one) => one.code === value.currency)?.decimals ?? 2;
    const save = useAct(
        () =>
            answerOf(
                api.PUT('/care/affiliates/{account}/rates', {
                    params: { path: { account } },
                    body: { service: value.service, currency: value.currency, minor: Math.round(Number(value.amount) * 10 ** decimals), valid_from: value.from },
                }),
            ),
        { done: t('practice:rates.saved'), stale: ['care'] },
    );
    return (
        <ActForm bare action={t('practice:rates.save')} busy={save.isPending} error={save.error} onSubmit={() => save.mutate()}>
            <div className={classes.row}>
                <Choose
                    className={classes.grow} label={t('practice:rates.service')} value={value.service} required
                    onChoose={(service) => setValue({ ...value, service })} options={services.map((one) => ({ value: one.code, label: one.title }))}
                />
                <TextInput
                    type="number" inputMode="decimal" label={t('practice:rates.amount')} value={value.amount} min={10 ** -decimals} step={10 ** -decimals} required
                    onChange={(e) => setValue({ ...value, amount: e.currentTarget.value })}
                />
                <NativeSelect
                    label={t('practice:rates.currency')} value={value.currency} data={currencies.map((one) => one.code)}
                    onChange={(e) => setValue({ ...value, currency: e.currentTarget.value })}
                />
                <TextInput type="date" label={t('practice:rates.from')} value={value.from} required onChange={(e) => setValue({ ...value, from: e.currentTarget.value })} />
            </div>
        </ActForm>
    );
}
