import { Tabs, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import { AccessLog } from '../../shared/parts/AccessLog';
import { Answer, Empty } from '../../shared/parts/answers';
import { memberLine } from '../../shared/parts/log-lines';
import { Page, Sheet } from '../../shared/parts/Page';
import { ProofButton, ProofGuide } from '../../shared/parts/Proof';
import { DateText, StateMark, type Tone } from '../../shared/parts/small';
import { NoticesShown } from '../parts/NoticeNote';
import { useAccessLog, useConsents } from '../questions';
import { useTitles } from '../titles';
import classes from './Access.module.css';

const proofOf = (entry: string) => answerOf(api.GET('/me/access-log/{entry}/proof', { params: { path: { entry } } }));

/** Who looked at the person's data, and what the person has allowed and refused. */
export default function Access() {
    const { t } = useTranslation();
    const [search, setSearch] = useSearchParams();
    const tab = search.get('show') === 'choices' ? 'choices' : 'log';
    const log = useAccessLog();
    const titles = useTitles();
    return (
        <Page title={t('member:access.title')} lead={t('member:access.lead')}>
            <Tabs value={tab} onChange={(next) => setSearch({ show: next ?? 'log' }, { replace: true })} keepMounted={false}>
                <Tabs.List className={classes.tabs}>
                    <Tabs.Tab value="log">{t('member:access.log')}</Tabs.Tab>
                    <Tabs.Tab value="choices">{t('member:access.choices')}</Tabs.Tab>
                </Tabs.List>
                <Tabs.Panel value="log" className={classes.panel}>
                    <Text c="dimmed">{t('member:access.in_care')}</Text>
                    <ProofGuide />
                    <AccessLog
                        query={log}
                        line={(entry) => memberLine(t, titles, entry)}
                        kinds
                        extra={(line) => <ProofButton entry={line.key} load={proofOf} />}
                    />
                </Tabs.Panel>
                <Tabs.Panel value="choices" className={classes.panel}>
                    <Choices />
                    <NoticesShown />
                </Tabs.Panel>
            </Tabs>
        </Page>
    );
}

const tones: Record<string, Tone> = { granted: 'ok' };

function Choices() {
    const { t } = useTranslation();
    const consents = useConsents();
    const titles = useTitles();
    return (
        <Answer query={consents}>
            {(events) =>
                events.length === 0 ? (
                    <Empty icon="eye" title={t('member:access.no_choices_title')}>
                        {t('member:access.no_choices')}
                    </Empty>
                ) : (
                    <Sheet>
                        <ol className={classes.choices}>
                            {[...events]
                                .sort((a, b) => b.at.localeCompare(a.at))
                                .map((event, at) => (
                                    <li key={at}>
                                        <div className={classes.choiceHead}>
                                            <span className={classes.what}>
                                                {t('member:access.choice', {
                                                    program: event.program_title,
                                                    category: titles.category(event.category),
                                                })}
                                            </span>
                                            <StateMark tone={tones[event.decision] ?? 'plain'}>
                                                {t(`member:access.decision.${event.decision}`)}
                                            </StateMark>
                                        </div>
                                        <span>
                                            {t('member:access.choice_for', {
                                                purpose: titles.purpose(event.purpose),
                                                recipient: titles.recipient(event.recipient),
                                            })}
                                        </span>
                                        <span className={classes.small}>
                                            <DateText at={event.at} />
                                            {' · '}
                                            {t('member:access.wording', { version: event.wording_version })}
                                        </span>
                                    </li>
                                ))}
                        </ol>
                    </Sheet>
                )
            }
        </Answer>
    );
}
