import { Button, Checkbox, NumberInput, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import type { Body } from '../../shared/api/types';
import { addTexts } from '../../shared/i18n';
import texts from '../../shared/i18n/en/partners.json';
import { day, list } from '../../shared/i18n/format';
import { Answer, Empty } from '../../shared/parts/answers';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { DateText, Facts, StateMark } from '../../shared/parts/small';
import { ActForm, Choose, useAct } from '../../staff/parts/Act';
import { useMay } from '../../staff/questions';
import staff from '../../staff/staff.module.css';

addTexts('partners', texts);

type Contract = Body<'/care/organisations/{organisation}/contracts', 'get', 200>['contracts'][number];

const services = ['eap_counselling', 'psychological_services', 'fitness_to_work', 'critical_incident', 'management_support'];
const states = ['draft', 'active', 'suspended', 'ended'];

/** One partner: its contracts, the codes by which its people come, and the token of its systems. */
export default function OrganisationPage() {
    const { t } = useTranslation();
    const { organisation = '' } = useParams();
    const may = useMay();
    const all = useQuery({
        queryKey: ['care', 'organisations'],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/organisations', { signal }))).organisations,
    });
    const contracts = useQuery({
        queryKey: ['care', 'contracts', organisation],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/organisations/{organisation}/contracts', { params: { path: { organisation } }, signal }))).contracts,
    });
    const known = all.data?.find((one) => one.organisation_id === organisation);
    return (
        <Page title={known?.name ?? t('partners:list.title')} back={{ to: '/desk/care/organisations', text: t('partners:list.title') }}>
            {known && (
                <Sheet>
                    <Facts
                        short
                        rows={[
                            [t('partners:new.kind'), t(`partners:kind.${known.kind}`)],
                            [t('partners:new.territory'), t(`partners:territory.${known.territory}`)],
                            [t('partners:new.agreement'), known.agreement_reference ?? t('partners:list.no_agreement')],
                            ...(known.agreement_until ? [[t('partners:page.until'), <DateText key="until" at={known.agreement_until} style="date" />] as [string, React.ReactNode]] : []),
                        ]}
                    />
                </Sheet>
            )}
            <Section title={t('partners:page.contracts')}>
                <Answer query={contracts} lines={3}>
                    {(some) =>
                        some.length === 0 ? (
                            <Empty icon="empty" title={t('partners:page.none')} />
                        ) : (
                            <>
                                {some.map((one) => (
                                    <One key={one.contract_id} organisation={organisation} contract={one} />
                                ))}
                            </>
                        )
                    }
                </Answer>
                {may('organisations.manage') && <ContractForm organisation={organisation} />}
            </Section>
            {may('organisations.manage') && (
                <Section title={t('partners:token.title')}>
                    <Token organisation={organisation} />
                </Section>
            )}
        </Page>
    );
}

function One({ organisation, contract }: { organisation: string; contract: Contract }) {
    const { t } = useTranslation();
    const may = useMay();
    const [changing, setChanging] = useState(false);
    const code = useAct(
        () => answerOf(api.POST('/care/organisations/{organisation}/access-codes', { params: { path: { organisation } }, body: { contract_id: contract.contract_id } })),
        { done: t('partners:code.made'), stale: [] },
    );
    return (
        <Sheet className={staff.form}>
            <div className={staff.entryHead}>
                {contract.reference}
                <StateMark tone={contract.in_force ? 'ok' : 'plain'}>{t(`partners:contract.state.${contract.state}`)}</StateMark>
            </div>
            <Facts
                rows={[
                    [t('partners:contract.services'), list(contract.services.map((one) => t(`partners:service.${one}`)))],
                    [
                        t('partners:contract.time'),
                        contract.ends_on ? t('partners:contract.span', { from: day(contract.starts_on), to: day(contract.ends_on) }) : t('partners:contract.open', { from: day(contract.starts_on) }),
                    ],
                    [t('partners:contract.sessions'), contract.sessions ? String(contract.sessions) : t('partners:contract.need')],
                    [t('partners:contract.people'), String(contract.covered_headcount)],
                    [t('partners:contract.threshold'), String(contract.reporting_threshold)],
                ]}
            />
            {may('organisations.manage') && (
                <div className={staff.actions}>
                    <Button variant="default" aria-expanded={changing} onClick={() => setChanging(!changing)}>
                        {t('partners:contract.change')}
                    </Button>
                    {contract.in_force && (
                        <Button variant="default" onClick={() => code.mutate()} loading={code.isPending}>
                            {t('partners:code.make')}
                        </Button>
                    )}
                </div>
            )}
            {code.data && (
                <Text role="status">
                    {t('partners:code.shown')} <strong>{code.data.code}</strong>
                </Text>
            )}
            {changing && <ContractForm organisation={organisation} contract={contract} done={() => setChanging(false)} />}
        </Sheet>
    );
}

function ContractForm({ organisation, contract, done }: { organisation: string; contract?: Contract; done?: () => void }) {
    const { t } = useTranslation();
    const [open, setOpen] = useState(contract !== undefined);
    const [value, setValue] = useState({
        reference: contract?.reference ?? '',
        state: contract?.state ?? 'active',
        starts_on: contract?.starts_on ?? '',
        ends_on: contract?.ends_on ?? '',
        services: contract?.services ?? [],
        sessions: (contract?.sessions ?? '') as number | string,
        covered_headcount: (contract?.covered_headcount ?? '') as number | string,
        reporting_threshold: (contract?.reporting_threshold ?? 10) as number | string,
    });
    const save = useAct(
        () => {
            const body = {
                reference: value.reference.trim(),
                state: value.state,
                starts_on: value.starts_on,
                ...(value.ends_on && { ends_on: value.ends_on }),
                services: value.services,
                session_model: contract?.session_model ?? (value.sessions === '' ? 'clinical_need' : 'per_episode'),
                ...(value.sessions !== '' && { sessions: Number(value.sessions) }),
                covered_headcount: Number(value.covered_headcount),
                reporting_threshold: Number(value.reporting_threshold),
            };
            return contract
                ? answerOf(api.PUT('/care/organisations/{organisation}/contracts/{contract}', { params: { path: { organisation, contract: contract.contract_id } }, body }))
                : answerOf(api.POST('/care/organisations/{organisation}/contracts', { params: { path: { organisation } }, body }));
        },
        {
            done: t('partners:contract.saved'),
            stale: ['care'],
            then: () => (done ? done() : setOpen(false)),
        },
    );
    if (!open)
        return (
            <div className={staff.actions}>
                <Button variant="default" onClick={() => setOpen(true)}>
                    {t('partners:contract.new')}
                </Button>
            </div>
        );
    return (
        <ActForm
            bare={contract !== undefined}
            action={t('partners:contract.save')}
            busy={save.isPending}
            error={save.error}
            onSubmit={() => save.mutate()}
            onCancel={done ?? (() => setOpen(false))}
        >
            <div className={staff.row}>
                <TextInput label={t('partners:contract.reference')} value={value.reference} onChange={(e) => setValue({ ...value, reference: e.currentTarget.value })} required />
                <Choose label={t('partners:contract.stands')} value={value.state} onChoose={(state) => setValue({ ...value, state })} options={states.map((one) => ({ value: one, label: t(`partners:contract.state.${one}`) }))} required />
            </div>
            <div className={staff.row}>
                <TextInput type="date" label={t('partners:contract.from')} value={value.starts_on} onChange={(e) => setValue({ ...value, starts_on: e.currentTarget.value })} required />
                <TextInput type="date" label={t('partners:contract.to')} value={value.ends_on} onChange={(e) => setValue({ ...value, ends_on: e.currentTarget.value })} />
            </div>
            <Checkbox.Group label={t('partners:contract.services')} value={value.services} onChange={(chosen) => setValue({ ...value, services: chosen })}>
                <div className={staff.form}>
                    {services.map((one) => (
                        <Checkbox key={one} value={one} label={t(`partners:service.${one}`)} />
                    ))}
                </div>
            </Checkbox.Group>
            <div className={staff.row}>
                <NumberInput label={t('partners:contract.sessions')} description={t('partners:contract.sessions_why')} value={value.sessions} onChange={(sessions) => setValue({ ...value, sessions })} min={1} max={200} allowDecimal={false} />
                <NumberInput label={t('partners:contract.people')} value={value.covered_headcount} onChange={(n) => setValue({ ...value, covered_headcount: n })} min={1} allowDecimal={false} required />
                <NumberInput label={t('partners:contract.threshold')} description={t('partners:contract.threshold_why')} value={value.reporting_threshold} onChange={(n) => setValue({ ...value, reporting_threshold: n })} min={5} allowDecimal={false} required />
            </div>
        </ActForm>
    );
}

function Token({ organisation }: { organisation: string }) {
    const { t } = useTranslation();
    const make = useAct(() => answerOf(api.POST('/care/organisations/{organisation}/tokens', { params: { path: { organisation } } })), { done: t('partners:token.made'), stale: [] });
    return (
        <Sheet className={staff.form}>
            <Text>{t('partners:token.text')}</Text>
            {make.data ? (
                <>
                    <TextInput label={t('partners:token.shown')} value={make.data.token} readOnly />
                    <Text>
                        {t('partners:token.until')} <DateText at={make.data.expires_at} style="date" />
                    </Text>
                </>
            ) : (
                <div className={staff.actions}>
                    <Button variant="default" onClick={() => make.mutate()} loading={make.isPending}>
                        {t('partners:token.make')}
                    </Button>
                </div>
            )}
        </Sheet>
    );
}
