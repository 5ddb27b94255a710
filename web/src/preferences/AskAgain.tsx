import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Permission } from '../shared/api/types';
import { addTexts } from '../shared/i18n';
import texts from '../shared/i18n/en/preferences.json';
import classes from './preferences.module.css';

addTexts('preferences', texts);

/** Asks anew about one thing that is on, and says why; turning it off is the switch above. */
export function AskAgain({ permission, keep }: { permission: Permission; keep: () => void }) {
    const { t } = useTranslation();
    if (!permission.ask_again) return null;
    return (
        <div className={classes.buttons} role="status">
            {permission.ask_again.map((why) => (
                <Text key={why}>{t(`preferences:again.why_${why}`)}</Text>
            ))}
            <Button variant="default" onClick={keep}>
                {t('preferences:again.keep', { kind: permission.category_title, purpose: permission.purpose_title })}
            </Button>
        </div>
    );
}
