import { Button, NativeSelect, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { number } from '../../shared/i18n/format';
import { announce } from '../../shared/parts/announce';
import { Answer, Empty, ProblemNote } from '../../shared/parts/answers';
import { Page, Section } from '../../shared/parts/Page';
import { DateText, StateMark } from '../../shared/parts/small';
import { useMay } from '../../staff/questions';
import staff from '../../staff/staff.module.css';
import classes from '../cases/cases.module.css';
import { askAnew } from '../cases/questions';
import { Rates } from '../pay/Rates';
import { Late, Supervisor } from '../supervision/Governing';
import { type Clinician, useClinicians, useFeedback, useGovernance } from './questions';

const kinds = ['registration', 'insurance', 'checks', 'supervision', 'review'];
const steps: Record<string, string[]> = {
    applied: ['verified', 'offboarded'],
    verified: ['active', 'offboarded'],
    active: ['suspended', 'offboarded'],
    suspended: ['active', 'offboarded'],
    offboarded: ['applied'],
};

/** Who may work, what runs out, which cases are at risk, and what people said of the service. */
export default function Governance() {
    const { t } = useTranslation();
    const may = useMay();
    const clinicians = useClinicians();
    return (
        <Page title={t('cases:govern.title')} lead={t('cases:govern.lead')}>
            {may('cases.govern') && <Cases />}
            {may('supervision.govern') && <Late />}
            <Section title={t('cases:govern.clinicians')}>
                <Answer query={clinicians} lines={4}>
                    {(all) =>
                        all.length === 0 ? (
                            <Empty icon="people" title={t('cases:govern.no_clinicians')} />
                        ) : (
                            <ul className={staff.list}>
                                {[...all]
                                    .sort((a, b) => b.due.length - a.due.length)
                                    .map((one) => (
                                        <li key={one.account_id}>
                                            <Row one={one} all={all} />
                                        </li>
                                    ))}
                            </ul>
                        )
                    }
                </Answer>
            </Section>
            {may('cases.read_feedback') && <Feedback />}
        </Page>
    );
}

function Cases() {
    const { t } = useTranslation();
    const known = useGovernance(true);
    return (
        <>
            {(['at_risk', 'unattended'] as const).map((key) => (
                <Section key={key} title={t(`cases:govern.${key}`)}>
                    <Answer query={known} lines={2}>
                        {(data) =>
                            data[key].length === 0 ? (
                                <Text c="dimmed">{t(`cases:govern.none_${key}`)}</Text>
                            ) : (
                                <ul className={staff.list}>
                                    {data[key].map((one) => (
                                        <li key={one.case_id}>
                                            <div className={staff.entry}>
                                                <span className={staff.entryHead}>
                                                    {t('cases:board.reference', { reference: one.reference })}
                                                    <StateMark tone="warn">{t(`cases:risk.${one.risk}`)}</StateMark>
                                                    <StateMark tone="plain">{t(`cases:state.${one.state}`)}</StateMark>
                                                    {!one.clinician_id && !one.manager_id && <StateMark tone="warn">{t('cases:govern.nobody')}</StateMark>}
                                                </span>
                                                <span>
                                                    {t('cases:govern.changed')} <DateText at={one.changed_at} style="ago" />
                                                </span>
                                            </div>
                                        </li>
                                    ))}
                                </ul>
                            )
                        }
                    </Answer>
                </Section>
            ))}
        </>
    );
}

function Row({ one, all }: { one: Clinician; all: Clinician[] }) {
    const { t } = useTranslation();
    const may = useMay();
    const [open, setOpen] = useState<'renew' | 'supervisor' | 'rates'>();
    const toggle = (what: typeof open) => () => setOpen(open === what ? undefined : what);
    const go = useMutation({
        mutationFn: (state: string) => answerOf(api.PUT('/care/clinicians/{account}/state', { params: { path: { account: one.account_id } }, body: { state } })),
        onSuccess: askAnew,
    });
    return (
        <>
            <div className={staff.entry}>
                <span className={staff.entryHead}>
                    {one.name}
                    <StateMark tone={one.open ? 'ok' : 'warn'}>{t(one.open ? 'cases:govern.open' : 'cases:govern.shut')}</StateMark>
                    <StateMark tone="plain">{t(`cases:clinician.state.${one.state}`)}</StateMark>
                </span>
                {one.due.map((due) => (
                    <span key={due.kind}>
                        {t(`cases:clinician.kind.${due.kind}`)}: {due.valid_until ? <DateText at={due.valid_until} style="date" /> : t('cases:clinician.missing')}
                    </span>
                ))}
            </div>
            {may('clinicians.vet') && (
                <div className={staff.actions}>
                    <Button variant="default" aria-expanded={open === 'renew'} onClick={toggle('renew')}>
                        {t('cases:govern.renew')}
                    </Button>
                    {may('supervision.appoint') && (
                        <Button variant="default" aria-expanded={open === 'supervisor'} onClick={toggle('supervisor')}>
                            {t('practice:supervision.appoint')}
                        </Button>
                    )}
                    {may('statements.read_rates') && (
                        <Button variant="default" aria-expanded={open === 'rates'} onClick={toggle('rates')}>
                            {t('practice:rates.open')}
                        </Button>
                    )}
                    {(steps[one.state] ?? []).map((state) => (
                        <Button key={state} variant="default" onClick={() => go.mutate(state)} loading={go.isPending && go.variables === state}>
                            {t(`cases:clinician.become.${state}`)}
                        </Button>
                    ))}
                </div>
            )}
            {go.isError && <ProblemNote error={go.error} />}
            {open === 'renew' && <Renew account={one.account_id} done={() => setOpen(undefined)} />}
            {open === 'supervisor' && <Supervisor of={one} all={all} />}
            {open === 'rates' && <Rates account={one.account_id} name={one.name} />}
        </>
    );
}

function Renew({ account, done }: { account: string; done: () => void }) {
    const { t } = useTranslation();
    const [value, setValue] = useState({ kind: 'registration', until: '', issuer: '', reference: '' });
    const set = (key: keyof typeof value) => (event: { currentTarget: { value: string } }) => setValue({ ...value, [key]: event.currentTarget.value });
    const save = useMutation({
        mutationFn: () =>
            answerOf(
                api.PUT('/care/clinicians/{account}/credentials/{kind}', {
                    params: { path: { account, kind: value.kind } },
                    body: { valid_until: `${value.until}T00:00:00Z`, issuer: value.issuer, reference: value.reference },
                }),
            ),
        onSuccess: () => {
            announce(t('cases:clinician.saved'));
            done();
            return askAnew();
        },
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        save.mutate();
    };
    return (
        <form className={classes.form} onSubmit={submit}>
            <div className={classes.row}>
                <NativeSelect label={t('cases:clinician.what')} value={value.kind} onChange={set('kind')} data={kinds.map((k) => ({ value: k, label: t(`cases:clinician.kind.${k}`) }))} />
                <TextInput className={classes.grow} label={t('cases:clinician.issuer')} value={value.issuer} onChange={set('issuer')} required />
                <TextInput className={classes.grow} label={t('cases:clinician.reference')} value={value.reference} onChange={set('reference')} required />
                <TextInput type="date" label={t('cases:clinician.until')} value={value.until} onChange={set('until')} required />
            </div>
            {save.isError && <ProblemNote error={save.error} />}
            <div className={staff.actions}>
                <Button type="submit" loading={save.isPending}>
                    {t('cases:clinician.save')}
                </Button>
            </div>
        </form>
    );
}

function Feedback() {
    const { t } = useTranslation();
    const known = useFeedback(true);
    return (
        <Section title={t('cases:govern.feedback')}>
            <Answer query={known} lines={2}>
                {(data) =>
                    !data.shown ? (
                        <Text c="dimmed">{t('cases:govern.too_few')}</Text>
                    ) : (
                        <ul className={staff.list}>
                            {data.averages.map((one) => (
                                <li key={one.code}>
                                    <span>{one.title}</span>
                                    <span>{t('cases:feedback.mean', { mean: number(one.mean, 1), count: one.answers })}</span>
                                </li>
                            ))}
                            {data.texts.map((text, at) => (
                                <li key={at} className={classes.text}>
                                    {text}
                                </li>
                            ))}
                        </ul>
                    )
                }
            </Answer>
        </Section>
    );
}
