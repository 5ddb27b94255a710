import { Button, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { day } from '../../shared/i18n/format';
import { Section } from '../../shared/parts/Page';
import { ActForm, useAct } from '../../staff/parts/Act';
import staff from '../../staff/staff.module.css';
import classes from '../cases/cases.module.css';
import { zone as here } from '../cases/questions';
import type { Own } from './questions';

type Span = Own['profile']['hours'][number];
type Off = NonNullable<Own['profile']['off']>[number];

const weekdays = [1, 2, 3, 4, 5, 6, 7];
const usual: Span[] = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00' }));

/** The hours of a week, and the days off: what new cases are offered by. */
export function Hours({ record }: { record: Own }) {
    const { t } = useTranslation();
    const known = record.profile;
    const zone = known.zone || here;
    const [hours, setHours] = useState<Span[]>(known.hours);
    const [off, setOff] = useState<Off[]>(known.off ?? []);
    const save = useAct(() => answerOf(api.PUT('/care/clinicians/me/hours', { body: { zone, hours, off } })), { done: t('practice:hours.saved'), stale: ['care'] });
    const change = (at: number, part: Partial<Span>) => setHours(hours.map((one, i) => (i === at ? { ...one, ...part } : one)));
    const changeOff = (at: number, part: Partial<Off>) => setOff(off.map((one, i) => (i === at ? { ...one, ...part } : one)));
    const free = record.free.reduce((sum, one) => sum + Date.parse(one.until) - Date.parse(one.from), 0) / 3_600_000;
    return (
        <Section title={t('practice:hours.title')}>
            <ActForm action={t('practice:hours.save')} busy={save.isPending} error={save.error} onSubmit={() => save.mutate()}>
                <Text>{t('practice:hours.lead', { zone })}</Text>
                {hours.length === 0 && (
                    <div className={staff.actions}>
                        <Button variant="default" onClick={() => setHours(usual)}>
                            {t('practice:hours.usual')}
                        </Button>
                    </div>
                )}
                <ul className={staff.list}>
                    {weekdays.map((weekday) => {
                        const name = t(`practice:hours.weekday.${weekday}`);
                        const spans = hours.map((one, at) => ({ one, at })).filter(({ one }) => one.weekday === weekday);
                        return (
                            <li key={weekday}>
                                <div className={staff.entry}>
                                    <span className={staff.entryHead}>{name}</span>
                                    {spans.length === 0 && <span>{t('practice:hours.none')}</span>}
                                    {spans.map(({ one, at }) => (
                                        <div key={at} className={classes.row}>
                                            <TextInput
                                                type="time" label={t('practice:hours.from', { day: name })} value={one.from} required
                                                onChange={(e) => change(at, { from: e.currentTarget.value.slice(0, 5) })}
                                            />
                                            <TextInput
                                                type="time" label={t('practice:hours.until', { day: name })} value={one.to} required
                                                onChange={(e) => change(at, { to: e.currentTarget.value.slice(0, 5) })}
                                            />
                                            <Button
                                                variant="default" onClick={() => setHours(hours.filter((_, i) => i !== at))}
                                                aria-label={t('practice:hours.drop_on', { day: name, from: one.from, until: one.to })}
                                            >
                                                {t('practice:hours.drop')}
                                            </Button>
                                        </div>
                                    ))}
                                </div>
                                <Button
                                    variant="default" aria-label={t('practice:hours.add_on', { day: name })}
                                    onClick={() => setHours([...hours, { weekday, from: '09:00', to: '17:00' }])}
                                >
                                    {t('practice:hours.add')}
                                </Button>
                            </li>
                        );
                    })}
                </ul>
                <Text fw={650}>{t('practice:hours.off')}</Text>
                {off.map((one, at) => (
                    <div key={at} className={classes.row}>
                        <TextInput
                            type="date" label={t('practice:hours.off_from')} value={one.from} required
                            onChange={(e) => changeOff(at, { from: e.currentTarget.value, until: one.until < e.currentTarget.value ? e.currentTarget.value : one.until })}
                        />
                        <TextInput
                            type="date" label={t('practice:hours.off_until')} value={one.until} min={one.from} required
                            onChange={(e) => changeOff(at, { until: e.currentTarget.value })}
                        />
                        <Button
                            variant="default" onClick={() => setOff(off.filter((_, i) => i !== at))}
                            aria-label={t('practice:hours.off_drop', { from: one.from, until: one.until })}
                        >
                            {t('practice:hours.drop')}
                        </Button>
                    </div>
                ))}
                <div className={staff.actions}>
                    <Button variant="default" onClick={() => setOff([...off, { from: '', until: '' }])}>
                        {t('practice:hours.off_add')}
                    </Button>
                </div>
                <Text fw={650}>{t('practice:hours.ahead')}</Text>
                {free === 0 ? <Text>{t('practice:hours.ahead_none')}</Text> : <Text>{t('practice:hours.ahead_total', { hours: Math.round(free) })}</Text>}
                <ul className={classes.text}>
                    {record.free.map((one) => (
                        <li key={one.from}>
                            {day(one.local_from.slice(0, 10), 'weekday')} {t('practice:hours.off_span', { from: one.local_from.slice(11, 16), until: one.local_until.slice(11, 16) })}
                        </li>
                    ))}
                </ul>
                {record.taken.length > 0 && (
                    <>
                        <Text fw={650}>{t('practice:hours.taken')}</Text>
                        <ul className={classes.text}>
                            {record.taken.map((one) => (
                                <li key={one.from}>
                                    {day(one.local_from.slice(0, 10), 'weekday')} {t('practice:hours.off_span', { from: one.local_from.slice(11, 16), until: one.local_until.slice(11, 16) })}
                                </li>
                            ))}
                        </ul>
                    </>
                )}
            </ActForm>
        </Section>
    );
}
