import { PasswordInput } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../shared/parts/Icon';
import classes from '../staff.module.css';

const rules: { key: string; holds: (password: string) => boolean }[] = [
    { key: 'length', holds: (one) => [...one].length >= 12 },
    { key: 'lower', holds: (one) => /[a-z]/.test(one) },
    { key: 'upper', holds: (one) => /[A-Z]/.test(one) },
    { key: 'digit', holds: (one) => /[0-9]/.test(one) },
    { key: 'special', holds: (one) => /[^A-Za-z0-9]/.test(one) },
];

export function meetsRules(password: string): boolean {
    return rules.every((rule) => rule.holds(password));
}

interface NewPasswordProps {
    label: string;
    value: string;
    onChange: (value: string) => void;
}

/** A new password, and while it is typed which rules it meets; whether it is easily guessed the server says. */
export function NewPassword({ label, value, onChange }: NewPasswordProps) {
    const { t } = useTranslation();
    const hints = useId();
    return (
        <div>
            <PasswordInput
                label={label}
                value={value}
                onChange={(event) => onChange(event.currentTarget.value)}
                autoComplete="new-password"
                required
                size="md"
                aria-describedby={hints}
                visibilityToggleButtonProps={{ 'aria-label': t('staff:password.show') }}
            />
            <ul className={classes.rules} id={hints}>
                {rules.map(({ key, holds }) => {
                    const met = holds(value);
                    return (
                        <li key={key} data-met={met || undefined}>
                            <Icon name={met ? 'check' : 'empty'} size={16} />
                            {t(`staff:rule.${key}`)}
                            <span className={classes.hidden}>{t(met ? 'staff:password.met' : 'staff:password.not_met')}</span>
                        </li>
                    );
                })}
                <li>{t('staff:password.guess')}</li>
            </ul>
        </div>
    );
}
