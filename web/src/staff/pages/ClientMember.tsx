import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router-dom';
import { list, number } from '../../shared/i18n/format';
import { Answer } from '../../shared/parts/answers';
import { Page, Section } from '../../shared/parts/Page';
import { DateText, StateMark } from '../../shared/parts/small';
import { useNames } from '../duties';
import duties from '../duties.module.css';
import { Rows } from '../parts/Act';
import { useVocabulary } from '../questions';
import classes from '../staff.module.css';
import { useConnectionsOf } from '../support';

/** What a Member has connected, under support or emergency access: enough to find a fault, and none of the values. */
export default function ClientMember() {
    const { t } = useTranslation();
    const { client = '', member = '' } = useParams();
    const names = useNames();
    const vocabulary = useVocabulary();
    const connections = useConnectionsOf(member);
    const kind = (code: string) => vocabulary.data?.categories.find((one) => one.code === code)?.title ?? code;
    return (
        <Page
            title={t('staff:retention_of.title')}
            lead={<span className={duties.code}>{member}</span>}
            back={{ to: `/desk/clients/${client}`, text: names.client(client) }}
        >
            <Section title={t('staff:client.connections')}>
                <Answer query={connections} lines={3}>
                    {(all) => (
                        <Rows items={all} none={t('staff:client.no_connections')} keyOf={(one) => one.connection_id}>
                            {(one) => (
                                <div className={classes.entry}>
                                    <span className={classes.entryHead}>
                                        {one.title}
                                        <StateMark tone={one.problem ? 'warn' : 'ok'}>{one.state}</StateMark>
                                    </span>
                                    {one.problem && <Text>{one.problem.text}</Text>}
                                    <span className={classes.small}>
                                        {one.last_data_at ? (
                                            <>
                                                {t('staff:client.last_data')} <DateText at={one.last_data_at} style="ago" />
                                            </>
                                        ) : (
                                            t('staff:client.no_data')
                                        )}
                                        {` · ${t('staff:client.samples', { count: one.live_samples + one.history.samples, amount: number(one.live_samples + one.history.samples, 0) })}`}
                                    </span>
                                    <span className={classes.small}>
                                        {t('staff:client.permitted', {
                                            kinds: list([...new Set(one.grants.filter((grant) => grant.granted).map((grant) => kind(grant.category)))]) || t('staff:client.nothing'),
                                        })}
                                    </span>
                                </div>
                            )}
                        </Rows>
                    )}
                </Answer>
            </Section>
        </Page>
    );
}
