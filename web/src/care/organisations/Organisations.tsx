import { Anchor, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import { addTexts } from '../../shared/i18n';
import texts from '../../shared/i18n/en/partners.json';
import { Answer } from '../../shared/parts/answers';
import { Page, Section } from '../../shared/parts/Page';
import { StateMark } from '../../shared/parts/small';
import { ActForm, Choose, Rows, useAct } from '../../staff/parts/Act';
import { useMay } from '../../staff/questions';
import staff from '../../staff/staff.module.css';

addTexts('partners', texts);

const kinds = ['employer', 'insurer', 'membership'];
export const territories = ['uk', 'ie'];

/** Employers, insurers and membership groups that Care works with. */
export default function Organisations() {
    const { t } = useTranslation();
    const may = useMay();
    const all = useQuery({
        queryKey: ['care', 'organisations'],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/organisations', { signal }))).organisations,
    });
    return (
        <Page title={t('partners:list.title')} lead={t('partners:list.lead')}>
            <Answer query={all} lines={3}>
                {(some) => (
                    <Rows items={some} none={t('partners:list.none')} keyOf={(one) => one.organisation_id}>
                        {(one) => (
                            <>
                                <div className={staff.entry}>
                                    <span className={staff.entryHead}>
                                        <Anchor component={Link} to={`/desk/care/organisations/${one.organisation_id}`}>
                                            {one.name}
                                        </Anchor>
                                        {!one.agreement_reference && <StateMark tone="warn">{t('partners:list.no_agreement')}</StateMark>}
                                    </span>
                                    <span>{t(`partners:kind.${one.kind}`)}</span>
                                </div>
                            </>
                        )}
                    </Rows>
                )}
            </Answer>
            {may('organisations.manage') && (
                <Section title={t('partners:new.title')}>
                    <New />
                </Section>
            )}
        </Page>
    );
}

function New() {
    const { t } = useTranslation();
    const empty = { name: '', kind: '', territory: '', agreement_reference: '' };
    const [value, setValue] = useState(empty);
    const add = useAct(() => answerOf(api.POST('/care/organisations', { body: value })), {
        done: t('partners:new.done'),
        stale: ['care'],
        then: () => setValue(empty),
    });
    return (
        <ActForm action={t('partners:new.add')} busy={add.isPending} error={add.error} onSubmit={() => add.mutate()}>
            <TextInput label={t('partners:new.name')} value={value.name} onChange={(e) => setValue({ ...value, name: e.currentTarget.value })} maxLength={200} required />
            <div className={staff.row}>
                <Choose label={t('partners:new.kind')} value={value.kind} onChoose={(kind) => setValue({ ...value, kind })} options={kinds.map((one) => ({ value: one, label: t(`partners:kind.${one}`) }))} required />
                <Choose label={t('partners:new.territory')} value={value.territory} onChoose={(territory) => setValue({ ...value, territory })} options={territories.map((one) => ({ value: one, label: t(`partners:territory.${one}`) }))} required />
            </div>
            <TextInput label={t('partners:new.agreement')} description={t('partners:new.agreement_why')} value={value.agreement_reference} onChange={(e) => setValue({ ...value, agreement_reference: e.currentTarget.value })} required />
        </ActForm>
    );
}
