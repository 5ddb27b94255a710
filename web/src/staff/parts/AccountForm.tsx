import { Button, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { boundsOf } from '../../shared/i18n/days';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { useVocabulary } from '../questions';
import classes from '../staff.module.css';
import type { Vocabulary } from '../types';

/** What can be chosen for an account, new or present. */
export interface AccountChoice {
    roles: string[];
    purposes: string[];
    categories: string[];
    ends_at?: string;
}

interface AccountFormProps {
    side: string;
    start: AccountChoice & { ends_on?: string };
    action: string;
    busy: boolean;
    error: unknown;
    /** With name and e-mail, for somebody new. */
    named?: boolean;
    onSubmit: (choice: AccountChoice, name: string, email: string) => void;
}

/** Roles, limits and end of an account. Nothing is chosen beforehand. */
export function AccountForm(props: AccountFormProps) {
    const vocabulary = useVocabulary();
    return <Answer query={vocabulary}>{(words) => <Fields {...props} words={words} />}</Answer>;
}

function Fields({ side, start, action, busy, error, named = false, onSubmit, words }: AccountFormProps & { words: Vocabulary }) {
    const { t } = useTranslation();
    const [name, setName] = useState('');
    const [email, setEmail] = useState('');
    const [roles, setRoles] = useState(start.roles);
    const [purposes, setPurposes] = useState(start.purposes);
    const [categories, setCategories] = useState(start.categories);
    const [endsOn, setEndsOn] = useState(start.ends_on ?? '');
    const offered = words.roles.filter((role) => role.side === side);
    const limited = offered.some((role) => role.limited && roles.includes(role.code));
    const submit = (event: FormEvent) => {
        event.preventDefault();
        const changedEnd = endsOn !== '' && endsOn !== start.ends_on;
        onSubmit(
            {
                roles,
                purposes: limited ? purposes : [],
                categories: limited ? categories : [],
                ...(changedEnd ? { ends_at: boundsOf(endsOn).to.toISOString() } : {}),
            },
            name.trim(),
            email.trim(),
        );
    };
    return (
        <form onSubmit={submit} className={classes.form}>
            {named && (
                <div className={classes.row}>
                    <TextInput
                        label={t('staff:account.name')}
                        value={name}
                        onChange={(event) => setName(event.currentTarget.value)}
                        autoComplete="off"
                        required
                    />
                    <TextInput
                        type="email"
                        label={t('staff:account.email')}
                        value={email}
                        onChange={(event) => setEmail(event.currentTarget.value)}
                        autoComplete="off"
                        required
                    />
                </div>
            )}
            <Choices legend={t('staff:account.roles')} options={offered} chosen={roles} onChange={setRoles} />
            {limited && (
                <>
                    <Choices
                        legend={t('staff:account.purposes')}
                        options={words.purposes}
                        chosen={purposes}
                        onChange={setPurposes}
                    />
                    <Choices
                        legend={t('staff:account.categories')}
                        options={words.categories}
                        chosen={categories}
                        onChange={setCategories}
                    />
                </>
            )}
            <TextInput
                type="date"
                label={t('staff:account.ends_on')}
                description={t(limited ? 'staff:account.ends_needed' : 'staff:account.ends_optional')}
                value={endsOn}
                onChange={(event) => setEndsOn(event.currentTarget.value)}
                required={limited}
            />
            {error !== null && error !== undefined && <ProblemNote error={error} />}
            <div>
                <Button type="submit" loading={busy}>
                    {action}
                </Button>
            </div>
        </form>
    );
}

interface ChoicesProps {
    legend: string;
    options: { code: string; title: string }[];
    chosen: string[];
    onChange: (codes: string[]) => void;
}

function Choices({ legend, options, chosen, onChange }: ChoicesProps) {
    return (
        <fieldset className={classes.roles}>
            <legend>{legend}</legend>
            {options.map(({ code, title }) => (
                <Switch
                    key={code}
                    size="md"
                    label={title}
                    checked={chosen.includes(code)}
                    onChange={(event) =>
                        onChange(event.currentTarget.checked ? [...chosen, code] : chosen.filter((one) => one !== code))
                    }
                />
            ))}
        </fieldset>
    );
}
