import { Anchor, Button, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router-dom';
import { addTexts } from '../shared/i18n';
import texts from '../shared/i18n/en/preferences.json';
import { all, browserSaysNo, mayBeCounted, type Method, type Preferences, readChoices, sendChoices, tellPageView } from './choices';
import classes from './preferences.module.css';

addTexts('preferences', texts);

/** On public pages: asks once whether visits may be counted, and counts them only after a yes. */
export function Visits() {
    const { pathname } = useLocation();
    const [known, setKnown] = useState<Preferences>();
    const here = mayBeCounted(pathname) && !browserSaysNo();

    useEffect(() => {
        if (!here || known) return;
        const stop = new AbortController();
        // A server that does not answer is asked nothing more: the page works all the same.
        readChoices('browser', stop.signal).then(setKnown, () => undefined);
        return () => stop.abort();
    }, [here, known]);

    const agreed = known?.choices.some((one) => one.code === 'analytics' && one.decision === 'granted') ?? false;
    useEffect(() => {
        if (here && agreed) tellPageView(pathname);
    }, [here, agreed, pathname]);

    if (!here || !known?.ask || pathname === '/preferences') return null;
    const choose = (yes: boolean, method: Method) =>
        void sendChoices('browser', all(known.choices, yes), method).then(setKnown, () => setKnown({ ...known, ask: false }));
    return <Banner onNo={() => choose(false, 'reject_all')} onYes={() => choose(true, 'accept_all')} />;
}

function Banner({ onNo, onYes }: { onNo: () => void; onYes: () => void }) {
    const { t } = useTranslation();
    return (
        <aside className={classes.banner} aria-label={t('preferences:banner.label')}>
            <Text>{t('preferences:banner.text')}</Text>
            <div className={classes.buttons}>
                <Button variant="default" onClick={onNo}>
                    {t('preferences:banner.no')}
                </Button>
                <Button variant="default" onClick={onYes}>
                    {t('preferences:banner.yes')}
                </Button>
                <Anchor component={Link} to="/preferences" underline="always">
                    {t('preferences:banner.more')}
                </Anchor>
            </div>
        </aside>
    );
}
