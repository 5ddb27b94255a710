import { Button, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addTexts } from '../shared/i18n';
import { day } from '../shared/i18n/format';
import texts from '../shared/i18n/en/care.json';
import { Answer } from '../shared/parts/answers';
import staff from '../staff/staff.module.css';
import { type Criteria, useSearch } from './questions';

addTexts('care', texts);

interface FindPersonProps {
    /** What is done with whoever was found. */
    action: string;
    busy: boolean;
    onFound: (person: string, name: string) => void;
}

/** Looks for a person's record and lets one be chosen. Each search is in the log of whom it found, so none is made by itself. */
export function FindPerson({ action, busy, onFound }: FindPersonProps) {
    const { t } = useTranslation();
    const [said, setSaid] = useState({ name: '', phone: '', birth_date: '' });
    const [criteria, setCriteria] = useState<Criteria>();
    const search = useSearch(criteria);
    const set = (key: keyof typeof said) => (event: { currentTarget: { value: string } }) => setSaid({ ...said, [key]: event.currentTarget.value });
    const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value.trim())) as Criteria;
    const find = () => setCriteria({ ...given, likely: true });
    // Not a form of its own: it may stand inside of one.
    const onKeyDown = (event: React.KeyboardEvent) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        if (Object.keys(given).length > 0) find();
    };
    return (
        <div className={staff.form} role="search">
            <div className={staff.row} onKeyDown={onKeyDown}>
                <TextInput label={t('care:said.name')} value={said.name} onChange={set('name')} autoComplete="off" />
                <TextInput label={t('care:said.phone')} value={said.phone} onChange={set('phone')} autoComplete="off" inputMode="tel" />
                <TextInput type="date" label={t('care:said.birth_date')} value={said.birth_date} onChange={set('birth_date')} />
                <Button variant="default" onClick={find} disabled={Object.keys(given).length === 0}>
                    {t('care:find.search')}
                </Button>
            </div>
            {criteria && (
                <Answer query={search} lines={1}>
                    {({ found, more }) =>
                        found.length === 0 ? (
                            <Text role="status">{t('care:found.none')}</Text>
                        ) : (
                            <>
                                <ul className={staff.list} aria-label={t('care:found.title')}>
                                    {found
                                        .filter((one) => one.state === 'active')
                                        .map((one) => (
                                            <li key={one.service_user_id}>
                                                <span>{[one.name, one.birth_date && day(one.birth_date), one.postcode].filter(Boolean).join(' · ')}</span>
                                                <Button variant="default" onClick={() => onFound(one.service_user_id, one.name)} loading={busy}>
                                                    {action}
                                                </Button>
                                            </li>
                                        ))}
                                </ul>
                                {more && <Text>{t('care:found.more')}</Text>}
                            </>
                        )
                    }
                </Answer>
            )}
        </div>
    );
}
