import { Button, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import { asProblem, type Problem } from '../../shared/api/problem';
import { Loading, ProblemNote } from '../../shared/parts/answers';
import { Page } from '../../shared/parts/Page';
import { forgetToken, takeConnectToken, waitingToken } from '../connect-token';
import { Bare } from '../parts/Bare';
import { beginSession } from '../session';

type Stage = { at: 'opening' } | { at: 'no_link' } | { at: 'refused' } | { at: 'failed'; problem: Problem };

/** Exchanges the portal's link for a session. The link works once, so it is sent once. */
export function Connect() {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const [stage, setStage] = useState<Stage>({ at: 'opening' });
    const [attempt, setAttempt] = useState(0);
    const sent = useRef(-1);

    useEffect(() => {
        const onHash = () => {
            takeConnectToken();
            setAttempt((number) => number + 1);
        };
        window.addEventListener('hashchange', onHash);
        return () => window.removeEventListener('hashchange', onHash);
    }, []);

    useEffect(() => {
        if (sent.current === attempt) return;
        sent.current = attempt;
        const token = waitingToken();
        if (!token) {
            setStage({ at: 'no_link' });
            return;
        }
        setStage({ at: 'opening' });
        answerOf(api.POST('/connect/session', { body: { token } })).then(
            () => {
                forgetToken();
                beginSession();
                navigate('/app', { replace: true });
            },
            (error: unknown) => {
                const problem = asProblem(error);
                const again = problem.passing || problem.status >= 500;
                if (!again) forgetToken();
                setStage(again ? { at: 'failed', problem } : { at: 'refused' });
            },
        );
    }, [attempt, navigate]);

    return (
        <Bare>
            {stage.at === 'opening' && (
                <Page title={t('member:connect.opening')}>
                    <Loading lines={2} />
                </Page>
            )}
            {stage.at === 'refused' && (
                <Page title={t('member:connect.refused_title')} lead={t('member:connect.refused')}>
                    <Text>{t('member:connect.refused_next')}</Text>
                </Page>
            )}
            {stage.at === 'no_link' && (
                <Page title={t('member:connect.no_link_title')} lead={t('member:connect.no_link')}>
                    <div>
                        <Button component={Link} to="/app" variant="default">
                            {t('member:connect.have_session')}
                        </Button>
                    </div>
                </Page>
            )}
            {stage.at === 'failed' && (
                <Page title={t('member:connect.failed_title')}>
                    <ProblemNote error={stage.problem} retry={() => setAttempt(attempt + 1)} />
                </Page>
            )}
        </Bare>
    );
}
