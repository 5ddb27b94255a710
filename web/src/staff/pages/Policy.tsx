import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { Answer, Empty } from '../../shared/parts/answers';
import { Fold } from '../../shared/parts/Fold';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { DateText, Facts } from '../../shared/parts/small';
import { PolicyHistory } from '../parts/PolicyHistory';
import { useMay } from '../questions';
import classes from '../staff.module.css';

/** The policy in force, and the notices made from it, edition by edition. */
export default function Policy() {
    const { t } = useTranslation();
    const may = useMay();
    const version = useQuery({
        queryKey: ['version'],
        queryFn: ({ signal }) => answerOf(api.GET('/version', { signal })),
    });
    const notices = useQuery({
        queryKey: ['privacy-notices'],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/v1/notices', { signal }))).notices,
    });
    return (
        <Page title={t('staff:policy.title')} lead={t('staff:policy.lead')}>
            <Answer query={version} lines={2}>
                {(data) => (
                    <Sheet>
                        <Facts
                            rows={[
                                [t('staff:policy.in_force'), data.policy_version],
                                [t('staff:policy.runs'), data.version],
                            ]}
                        />
                    </Sheet>
                )}
            </Answer>
            {may('policy.read') && <PolicyHistory />}
            <Section title={t('staff:policy.notices')}>
                <Answer query={notices} lines={4}>
                    {(all) =>
                        all.length === 0 ? (
                            <Empty icon="eye" title={t('staff:policy.none')} />
                        ) : (
                            <ul className={classes.list}>
                                {all.map((one) => (
                                    <li key={one.notice_id}>
                                        <div className={classes.entry}>
                                            <span className={classes.entryHead}>
                                                {/* Not a page of this application: the server makes it. */}
                                                <Anchor href={one.url}>{one.title}</Anchor>
                                            </span>
                                            <span className={classes.small}>
                                                {t('staff:policy.edition', {
                                                    edition: one.edition,
                                                    version: one.policy_version,
                                                })}{' '}
                                                <DateText at={one.updated} style="date" />
                                            </span>
                                            <Fold lazy title={t('staff:policy.history_of', { title: one.title })}>
                                                <History service={one.service} territory={one.territory} />
                                            </Fold>
                                        </div>
                                    </li>
                                ))}
                            </ul>
                        )
                    }
                </Answer>
            </Section>
        </Page>
    );
}

function History({ service, territory }: { service: string; territory: string }) {
    const { t } = useTranslation();
    const history = useQuery({
        queryKey: ['privacy-notice', service, territory],
        queryFn: async ({ signal }) =>
            (
                await answerOf(
                    api.GET('/v1/notices/{service}/{territory}/history', { params: { path: { service, territory } }, signal }),
                )
            ).editions,
    });
    return (
        <Answer query={history} lines={1}>
            {(editions) =>
                editions.map(({ notice, come, gone }) => (
                    <div key={notice.notice_id} className={classes.edition}>
                        <Text fw={600}>
                            {t('staff:policy.edition', { edition: notice.edition, version: notice.policy_version })}{' '}
                            <DateText at={notice.updated} style="date" />
                        </Text>
                        {come.length + gone.length === 0 && <Text c="dimmed">{t('staff:policy.no_change')}</Text>}
                        <Changes title={t('staff:policy.come')} texts={come} />
                        <Changes title={t('staff:policy.gone')} texts={gone} />
                    </div>
                ))
            }
        </Answer>
    );
}

function Changes({ title, texts }: { title: string; texts: string[] }) {
    if (texts.length === 0) return null;
    return (
        <>
            <Text>{title}</Text>
            <ul>
                {texts.map((text, at) => (
                    <li key={at}>{text}</li>
                ))}
            </ul>
        </>
    );
}
