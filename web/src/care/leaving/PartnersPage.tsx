import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { announce } from '../../shared/parts/announce';
import { Answer, Empty, ProblemNote } from '../../shared/parts/answers';
import { Page, Section } from '../../shared/parts/Page';
import { StateMark } from '../../shared/parts/small';
import staff from '../../staff/staff.module.css';
import classes from '../cases/cases.module.css';
import { askAnew, type Partners, usePartners } from './questions';

/** The register of support partners: whom people are pointed to. No person is in it. */
export default function PartnersPage() {
    const { t } = useTranslation();
    const partners = usePartners();
    const [changing, setChanging] = useState<string>();
    return (
        <Page title={t('leaving:register.title')} lead={t('leaving:register.lead')}>
            <Answer query={partners} lines={3}>
                {(data) => (
                    <>
                        {data.partners.length === 0 ? (
                            <Empty icon="people" title={t('leaving:partner.empty')} />
                        ) : (
                            <ul className={staff.list}>
                                {data.partners.map((one) => (
                                    <li key={one.partner_id}>
                                        <div className={staff.entry}>
                                            <span className={staff.entryHead}>
                                                {one.name}
                                                <StateMark tone="plain">{one.kind_title}</StateMark>
                                                {!one.active && <StateMark tone="warn">{t('leaving:register.inactive')}</StateMark>}
                                            </span>
                                            <span>{one.telephone}</span>
                                            <span className={classes.text}>{one.about}</span>
                                        </div>
                                        <Button variant="default" aria-expanded={changing === one.partner_id} onClick={() => setChanging(changing === one.partner_id ? undefined : one.partner_id)}>
                                            {t('leaving:register.change', { name: one.name })}
                                        </Button>
                                        {changing === one.partner_id && <Edit one={one} known={data} done={() => setChanging(undefined)} />}
                                    </li>
                                ))}
                            </ul>
                        )}
                        <Section title={t('leaving:register.add')}>
                            <Edit key={data.partners.length} known={data} done={() => undefined} />
                        </Section>
                    </>
                )}
            </Answer>
        </Page>
    );
}

function Edit({ one, known, done }: { one?: Partners['partners'][number]; known: Partners; done: () => void }) {
    const { t } = useTranslation();
    const [value, setValue] = useState({
        kind: one?.kind ?? known.kinds[0]?.code ?? '',
        name: one?.name ?? '',
        telephone: one?.telephone ?? '',
        about: one?.about ?? '',
        web: one?.web ?? '',
        hours: one?.hours ?? '',
        languages: one?.languages.join(', ') ?? 'en',
        agreement_reference: one?.agreement_reference ?? '',
        complaints_email: one?.complaints_email ?? '',
        active: one?.active ?? true,
    });
    const set = (key: keyof typeof value) => (event: { currentTarget: { value: string } }) => setValue({ ...value, [key]: event.currentTarget.value });
    const save = useMutation({
        mutationFn: () => {
            const { web, hours, agreement_reference, complaints_email, languages, ...rest } = value;
            const body = {
                ...rest,
                languages: languages.split(',').map((x) => x.trim()).filter(Boolean),
                ...(web && { web }),
                ...(hours && { hours }),
                ...(agreement_reference && { agreement_reference }),
                ...(complaints_email && { complaints_email }),
            };
            return one ? answerOf(api.PUT('/care/partners/{partner}', { params: { path: { partner: one.partner_id } }, body })) : answerOf(api.POST('/care/partners', { body }));
        },
        onSuccess: () => {
            announce(t('leaving:register.saved'));
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
                <NativeSelect label={t('leaving:register.kind')} value={value.kind} onChange={set('kind')} data={known.kinds.map((k) => ({ value: k.code, label: k.title }))} />
                <TextInput className={classes.grow} label={t('leaving:register.name')} value={value.name} onChange={set('name')} required />
                <TextInput className={classes.grow} label={t('leaving:partner.telephone')} value={value.telephone} onChange={set('telephone')} required />
            </div>
            <Textarea label={t('leaving:register.about')} value={value.about} onChange={set('about')} autosize required />
            <div className={classes.row}>
                <TextInput className={classes.grow} label={t('leaving:partner.web')} value={value.web} onChange={set('web')} />
                <TextInput className={classes.grow} label={t('leaving:partner.hours')} value={value.hours} onChange={set('hours')} />
                <TextInput className={classes.grow} label={t('leaving:partner.languages')} value={value.languages} onChange={set('languages')} />
            </div>
            <div className={classes.row}>
                <TextInput className={classes.grow} label={t('leaving:register.agreement')} description={t('leaving:register.agreement_hint')} value={value.agreement_reference} onChange={set('agreement_reference')} />
                <TextInput className={classes.grow} type="email" label={t('leaving:register.complaints')} value={value.complaints_email} onChange={set('complaints_email')} />
            </div>
            {one && <Checkbox label={t('leaving:register.active')} checked={value.active} onChange={(e) => setValue({ ...value, active: e.currentTarget.checked })} />}
            {save.isError && <ProblemNote error={save.error} />}
            <div className={staff.actions}>
                <Button type="submit" loading={save.isPending}>
                    {t('leaving:register.save')}
                </Button>
            </div>
        </form>
    );
}
