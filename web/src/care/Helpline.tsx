import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import { addTexts } from '../shared/i18n';
import { day } from '../shared/i18n/format';
import texts from '../shared/i18n/en/care.json';
import { Answer, Empty } from '../shared/parts/answers';
import { Page, Section } from '../shared/parts/Page';
import { DateText, StateMark } from '../shared/parts/small';
import classes from './care.module.css';
import { HelplineMailbox } from './HelplineMailbox';
import { NewRecord } from './NewRecord';
import { type Criteria, useSearch, useWaiting } from './questions';
import { Record } from './Record';

addTexts('care', texts);

const empty = { name: '', birth_date: '', phone: '', postcode: '' };
export type Said = typeof empty;

/** Undefined until something is said that can be searched by. */
function criteriaOf(said: Said): Criteria | undefined {
    const criteria: Criteria = {};
    if (said.name.trim().length >= 2) criteria.name = said.name.trim();
    if (/^\d{4}-\d{2}-\d{2}$/.test(said.birth_date)) criteria.birth_date = said.birth_date;
    if (said.phone.replace(/\D/g, '').length >= 6) criteria.phone = said.phone;
    if (said.postcode.replace(/\s/g, '').length >= 5) criteria.postcode = said.postcode;
    // Two parts that fit are enough: who misspells a name is found all the same.
    return Object.keys(criteria).length > 0 ? { ...criteria, likely: true } : undefined;
}

/** The helpline's desk: what the caller says is typed once, searches as it is typed, and becomes the new record. */
export default function Helpline() {
    const { t } = useTranslation();
    const [said, setSaid] = useState(empty);
    const [search, setSearch] = useSearchParams();
    // From another page of the desk: this person's record.
    const [open, setOpen] = useState(search.get('person') ?? undefined);
    const [adding, setAdding] = useState(false);
    const [criteria] = useDebouncedValue(criteriaOf(said), 250);
    const begin = () => {
        setSaid(empty);
        setSearch({}, { replace: true });
        setOpen(undefined);
        setAdding(false);
    };
    if (open) return <Record person={open} done={begin} />;
    const field = (name: keyof Said, more: object = {}) => (
        <TextInput
            label={t(`care:said.${name}`)}
            value={said[name]}
            autoComplete="off"
            onChange={(event) => setSaid({ ...said, [name]: event.currentTarget.value })}
            {...more}
        />
    );
    return (
        <Page title={t('care:helpline.title')} lead={t('care:helpline.lead')}>
            <form
                className={classes.said}
                onSubmit={(event) => {
                    event.preventDefault();
                    setAdding(true);
                }}
            >
                {field('name', { 'data-autofocus': true })}
                {field('birth_date', { placeholder: t('care:said.birth_date_form'), inputMode: 'numeric' })}
                {field('phone', { type: 'tel' })}
                {field('postcode')}
                <Button type="submit" disabled={said.name.trim() === ''}>
                    {t('care:helpline.add')}
                </Button>
            </form>
            {criteria && <Found criteria={criteria} open={setOpen} />}
            {adding && <NewRecord said={said} saved={setOpen} cancel={() => setAdding(false)} />}
            {!criteria && !adding && <WaitingList open={setOpen} />}
            {!criteria && !adding && <HelplineMailbox open={setOpen} />}
        </Page>
    );
}

function Found({ criteria, open }: { criteria: Criteria; open: (person: string) => void }) {
    const { t } = useTranslation();
    const search = useSearch(criteria);
    return (
        <Section title={t('care:found.title')}>
            <Answer query={search} lines={2}>
                {({ found, more }) =>
                    found.length === 0 ? (
                        <p className={classes.small}>{t('care:found.none')}</p>
                    ) : (
                        <>
                            <ul className={classes.list}>
                                {found.map((one) => (
                                    <li key={one.service_user_id}>
                                        <button
                                            type="button"
                                            className={classes.row}
                                            disabled={one.state === 'restricted'}
                                            onClick={() => open(one.merged_into ?? one.service_user_id)}
                                        >
                                            <span className={classes.name}>
                                                {one.name || t('care:found.restricted')}
                                                {one.known_as && ` (${one.known_as})`}
                                            </span>
                                            <span className={classes.small}>
                                                {[one.birth_date && day(one.birth_date), one.postcode].filter(Boolean).join(' · ')}{' '}
                                                <DateText at={one.last_contact_at} style="ago" />
                                            </span>
                                            {one.state !== 'active' && (
                                                <StateMark tone="warn">{t(`care:state.${one.state}`, { defaultValue: one.state })}</StateMark>
                                            )}
                                        </button>
                                    </li>
                                ))}
                            </ul>
                            {more && <p className={classes.small}>{t('care:found.more')}</p>}
                        </>
                    )
                }
            </Answer>
        </Section>
    );
}

function WaitingList({ open }: { open: (person: string) => void }) {
    const { t } = useTranslation();
    const waiting = useWaiting();
    return (
        <Section title={t('care:waiting.title')}>
            <Answer query={waiting} lines={3}>
                {(all) =>
                    all.length === 0 ? (
                        <Empty icon="people" title={t('care:waiting.none')} />
                    ) : (
                        <ul className={classes.list}>
                            {all.map((one) => (
                                <li key={one.contact_id}>
                                    <button type="button" className={classes.row} onClick={() => open(one.service_user_id)}>
                                        <span className={classes.name}>{one.name}</span>
                                        <span className={classes.small}>
                                            {t(`care:channel.${one.channel}`)}
                                            {one.about === 'referral' && ` · ${t('care:contact.referral')}`} <DateText at={one.at} style="ago" />
                                        </span>
                                    </button>
                                </li>
                            ))}
                        </ul>
                    )
                }
            </Answer>
        </Section>
    );
}
