import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateTime, list } from '../../shared/i18n/format';
import { Answer } from '../../shared/parts/answers';
import { Fold } from '../../shared/parts/Fold';
import { Section, Sheet } from '../../shared/parts/Page';
import { DateText, StateMark } from '../../shared/parts/small';
import { usePolicyChange, usePolicyHistory } from '../duties';
import duties from '../duties.module.css';
import classes from '../staff.module.css';
import { Choose, Rows } from './Act';

/** Every policy that was ever in force, when it was taken and how, and what the change between two means for people. */
export function PolicyHistory() {
    const { t } = useTranslation();
    const history = usePolicyHistory();
    return (
        <Section title={t('staff:history.title')}>
            <Answer query={history} lines={3}>
                {({ versions, taken }) => (
                    <>
                        <Rows items={versions} none={t('staff:history.none')} keyOf={(one) => one.version}>
                            {(one) => (
                                <div className={classes.entry}>
                                    <span className={classes.entryHead}>
                                        <span className={duties.code}>{one.version}</span>
                                        {one.in_force && <StateMark tone="ok">{t('staff:history.in_force')}</StateMark>}
                                    </span>
                                    <span className={classes.small}>
                                        {t('staff:history.first')} <DateText at={one.first_at} />
                                    </span>
                                </div>
                            )}
                        </Rows>
                        {versions.length > 1 && (
                            <Compare
                                versions={versions.map((one) => ({ value: one.version, label: `${one.version}, ${dateTime(one.first_at)}` }))}
                            />
                        )}
                        <Fold title={t('staff:history.taken')}>
                            <Rows items={taken} none={t('staff:history.none')} keyOf={(one) => `${one.at}${one.version}`}>
                                {(one) => (
                                    <div className={classes.entry}>
                                        <span className={classes.entryHead}>
                                            {t(`staff:history.how.${one.how}`, { defaultValue: one.how })}
                                            {one.decision !== 'permit' && (
                                                <StateMark tone="warn">{t('staff:history.refused')}</StateMark>
                                            )}
                                        </span>
                                        <span className={classes.small}>
                                            <DateText at={one.at} /> <span className={duties.code}>{one.version}</span>
                                        </span>
                                    </div>
                                )}
                            </Rows>
                        </Fold>
                    </>
                )}
            </Answer>
        </Section>
    );
}

const tones = { nothing: 'plain', notice: 'busy', consent: 'warn' } as const;

function Compare({ versions }: { versions: { value: string; label: string }[] }) {
    const { t } = useTranslation();
    const [from, setFrom] = useState(versions[1]?.value ?? '');
    const [to, setTo] = useState(versions[0]?.value ?? '');
    const change = usePolicyChange(from, to);
    return (
        <Sheet className={classes.form}>
            <div className={classes.row}>
                <Choose label={t('staff:history.from')} value={from} options={versions} onChoose={setFrom} />
                <Choose label={t('staff:history.to')} value={to} options={versions} onChoose={setTo} />
            </div>
            {from === to && <Text c="dimmed">{t('staff:history.same')}</Text>}
            {from !== to && from !== '' && to !== '' && (
                <Answer query={change} lines={2}>
                    {(data) => (
                        <div role="status" className={classes.form}>
                            {!data.readable && <Text>{t('staff:history.unreadable', { files: list(data.files) })}</Text>}
                            {data.readable && data.changes.length === 0 && (
                                <Text>{t('staff:history.unnoticed', { files: list(data.files) })}</Text>
                            )}
                            {data.changes.length > 0 && (
                                <ul className={duties.compared}>
                                    {data.changes.map((one) => (
                                        <li key={one.rule + one.words}>
                                            {one.words}{' '}
                                            <StateMark tone={tones[one.needs as keyof typeof tones] ?? 'plain'}>
                                                {t(`staff:history.needs.${one.needs}`)}
                                            </StateMark>{' '}
                                            <span className={duties.code}>{one.rule}</span>
                                        </li>
                                    ))}
                                </ul>
                            )}
                        </div>
                    )}
                </Answer>
            )}
        </Sheet>
    );
}
