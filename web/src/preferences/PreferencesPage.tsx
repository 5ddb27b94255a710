import { Button, Radio, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem, type Problem } from '../shared/api/problem';
import { addTexts } from '../shared/i18n';
import texts from '../shared/i18n/en/preferences.json';
import { Loading, ProblemNote } from '../shared/parts/answers';
import { Page } from '../shared/parts/Page';
import { all, type Choice, type Method, type Preferences, readChoices, sendChoices } from './choices';
import classes from './preferences.module.css';

addTexts('preferences', texts);

/** What somebody chose beside data permissions, as a browser or as a Member. Nothing is chosen beforehand. */
export function PreferencesPage({ of }: { of: 'browser' | 'member' }) {
    const { t } = useTranslation();
    const [known, setKnown] = useState<Preferences>();
    const [problem, setProblem] = useState<Problem>();
    const [saved, setSaved] = useState(false);
    const [attempt, setAttempt] = useState(0);

    useEffect(() => {
        const stop = new AbortController();
        setProblem(undefined);
        readChoices(of, stop.signal).then(setKnown, (error: unknown) => {
            if (!stop.signal.aborted) setProblem(asProblem(error));
        });
        return () => stop.abort();
    }, [of, attempt]);

    const save = (choices: Record<string, boolean>, method: Method) => {
        setProblem(undefined);
        sendChoices(of, choices, method).then(
            (now) => {
                setKnown(now);
                setSaved(true);
            },
            (error: unknown) => setProblem(asProblem(error)),
        );
    };
    const page = (
        <Page title={t('preferences:page.title')} lead={t('preferences:page.lead')}>
            {known?.gpc && <Text role="status">{t('preferences:page.gpc')}</Text>}
            {problem && <ProblemNote error={problem} retry={() => setAttempt(attempt + 1)} />}
            {!known && !problem && <Loading lines={3} />}
            {known && <Choices known={known} save={save} />}
            <Text role="status">{saved && !problem ? t('preferences:page.saved') : ''}</Text>
        </Page>
    );
    return of === 'member' ? page : <main className={classes.page}>{page}</main>;
}

function Choices({ known, save }: { known: Preferences; save: (choices: Record<string, boolean>, method: Method) => void }) {
    const { t } = useTranslation();
    const [wish, setWish] = useState<Record<string, boolean>>({});
    const value = (one: Choice) =>
        one.code in wish ? (wish[one.code] ? 'yes' : 'no') : one.decision === 'granted' ? 'yes' : one.decision === 'refused' ? 'no' : null;
    return (
        <>
            {known.choices.map((one) => (
                <Radio.Group
                    key={one.code}
                    label={one.title}
                    description={one.description}
                    value={value(one)}
                    onChange={(chosen) => setWish({ ...wish, [one.code]: chosen === 'yes' })}
                >
                    <div className={classes.buttons}>
                        <Radio value="no" label={t('preferences:page.no')} />
                        <Radio value="yes" label={t('preferences:page.yes')} />
                    </div>
                </Radio.Group>
            ))}
            <div className={classes.buttons}>
                <Button variant="default" onClick={() => save(all(known.choices, false), 'reject_all')}>
                    {t('preferences:page.reject_all')}
                </Button>
                <Button variant="default" onClick={() => save(all(known.choices, true), 'accept_all')}>
                    {t('preferences:page.accept_all')}
                </Button>
                <Button variant="default" onClick={() => save(wish, 'save')}>
                    {t('preferences:page.save')}
                </Button>
            </div>
        </>
    );
}
