import { Button, Code, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../api/client';
import type { ReceiptState } from '../api/types';
import { dateTime, number } from '../i18n/format';
import { type Verdict, verdictOn } from '../api/signature';
import { announce } from './announce';
import { Answer } from './answers';
import { Icon } from './Icon';
import { spelled } from './log-lines';
import { Section, Sheet } from './Page';
import classes from './ReceiptView.module.css';
import { DateText, Facts, saveFile } from './small';

/** The steps of an erasure while they happen, then the signed receipt. The token is the only key to it. */
export function ReceiptView({ token }: { token: string }) {
    const { t } = useTranslation();
    const query = useQuery({
        queryKey: ['receipt', token],
        queryFn: ({ signal }) =>
            answerOf(api.GET('/receipts/{token}', { params: { path: { token } }, signal })),
        refetchInterval: (asked) => (asked.state.data?.state === 'done' ? false : 1200),
        gcTime: 0,
    });
    const state = query.data?.state;
    useEffect(() => {
        if (state === 'done') announce(t('shared:receipt.done'));
    }, [state, t]);

    return <Answer query={query}>{(receipt) => <Shown receipt={receipt} />}</Answer>;
}

function Shown({ receipt }: { receipt: ReceiptState }) {
    const { t } = useTranslation();
    const done = receipt.state === 'done';
    return (
        <>
            <Sheet>
                <Text fw={650} className={classes.state}>
                    {done ? t('shared:receipt.done') : t('shared:receipt.working')}
                </Text>
                <ol className={classes.steps}>
                    {receipt.steps.map((step) => (
                        <li key={step.step} data-state={step.state}>
                            <span className={classes.sign}>
                                {step.state === 'done' && <Icon name="check" size={16} />}
                                {step.state === 'failed' && <Icon name="alert" size={16} />}
                            </span>
                            <span>
                                {step.text}
                                <Text size="sm" c="dimmed">
                                    {t(`shared:receipt.step.${step.state}`)}
                                    {step.at && (
                                        <>
                                            {' '}
                                            <DateText at={step.at} />
                                        </>
                                    )}
                                </Text>
                            </span>
                        </li>
                    ))}
                </ol>
            </Sheet>
            {done && receipt.receipt !== undefined && <Signed receipt={receipt} />}
        </>
    );
}

/** Whether the signature holds, as this browser finds; nothing where it knows no Ed25519. */
function Checked({ receipt }: { receipt: ReceiptState }) {
    const { t } = useTranslation();
    const [result, setResult] = useState<Verdict>('unknown');
    useEffect(() => {
        let asked = true;
        void verdictOn(receipt).then((found) => asked && setResult(found));
        return () => {
            asked = false;
        };
    }, [receipt]);
    if (result === 'unknown') return null;
    return (
        <p className={classes.verdict} data-result={result}>
            <Icon name={result === 'valid' ? 'check' : 'alert'} size={18} />
            {t(`shared:receipt.${result}`)}
        </p>
    );
}

/** A member of the signed object as people read it; the file that is saved keeps it as it was signed. */
function shownValue(t: TFunction, value: unknown): ReactNode {
    if (typeof value === 'number') return number(value);
    if (Array.isArray(value)) {
        if (value.length === 0) return t('shared:receipt.none');
        return (
            <ul className={classes.inner}>
                {value.map((one, at) => (
                    <li key={at}>{shownValue(t, one)}</li>
                ))}
            </ul>
        );
    }
    if (isVendor(value)) return vendorText(t, value);
    if (typeof value !== 'string') return JSON.stringify(value);
    return /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(value) ? dateTime(value) : value;
}

interface Vendor {
    program: string;
    outcome: string;
}

function isVendor(value: unknown): value is Vendor {
    const told = value as Partial<Vendor> | null;
    return typeof told === 'object' && typeof told?.program === 'string' && typeof told.outcome === 'string';
}

/** A Program and what became of our access there: "Oura: our access was withdrawn there". */
function vendorText(t: TFunction, { program, outcome }: Vendor): string {
    return t('shared:receipt.at.vendor', {
        program: spelled(program),
        outcome: t(`shared:receipt.outcome.${outcome}`, { defaultValue: spelled(outcome) }),
    });
}

function Signed({ receipt }: { receipt: ReceiptState }) {
    const { t } = useTranslation();
    const document = {
        receipt: receipt.receipt,
        receipt_text: receipt.receipt_text,
        signature: receipt.signature,
        public_key: receipt.public_key,
    };
    const members = typeof receipt.receipt === 'object' && receipt.receipt !== null ? receipt.receipt : {};
    const rows = Object.entries(members).map(([name, value]): [string, ReactNode] => [
        t(`shared:receipt.name.${name}`, { defaultValue: spelled(name) }),
        shownValue(t, value),
    ]);
    return (
        <Section title={t('shared:receipt.title')}>
            <Sheet>
                <Text className={classes.note}>{t('shared:receipt.note')}</Text>
                <Facts rows={rows} />
                <Checked receipt={receipt} />
                {receipt.signature && (
                    <div className={classes.signature}>
                        <Text size="sm" c="dimmed">
                            {t('shared:receipt.signature')}
                        </Text>
                        <Code block className={classes.code}>
                            {receipt.signature}
                        </Code>
                    </div>
                )}
                {receipt.public_key && (
                    <div className={classes.signature}>
                        <Text size="sm" c="dimmed">
                            {t('shared:receipt.public_key')}
                        </Text>
                        <Code block className={classes.code}>
                            {receipt.public_key}
                        </Code>
                    </div>
                )}
                <Group className={`${classes.actions} no-print`}>
                    <Button
                        leftSection={<Icon name="download" />}
                        onClick={() =>
                            saveFile('wellkept-receipt.json', 'application/json', JSON.stringify(document, null, 2))
                        }
                    >
                        {t('shared:receipt.download')}
                    </Button>
                    <Button variant="default" leftSection={<Icon name="print" />} onClick={() => window.print()}>
                        {t('shared:receipt.print')}
                    </Button>
                </Group>
            </Sheet>
        </Section>
    );
}
