import { Button, NativeSelect, Radio, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { announce } from '../../shared/parts/announce';
import { ProblemNote } from '../../shared/parts/answers';
import { DateText } from '../../shared/parts/small';
import staff from '../../staff/staff.module.css';
import classes from './cases.module.css';
import { askAnew, type File, type Instrument, type Place, useVocabulary } from './questions';

interface Props {
    file: File;
    place: Place;
    writing: boolean;
}

/** How somebody was doing over time, each questionnaire a line with its table, and a new one to fill in. */
export function Measures({ file, place, writing }: Props) {
    const { t } = useTranslation();
    const words = useVocabulary();
    const [code, setCode] = useState('');
    const all = words.data?.questionnaires ?? [];
    const chosen = all.find((one) => one.code === code);
    const answered = file.timeline.flatMap((one) => (one.response ? [{ at: one.at, ...one.response }] : [])).reverse();
    const codes = [...new Set(answered.map((one) => one.instrument))];
    return (
        <div className={classes.form}>
            {codes.length === 0 && <Text c="dimmed">{t('cases:measures.none')}</Text>}
            {codes.map((one) => {
                const rows = answered.filter((r) => r.instrument === one);
                return <Course key={one} rows={rows} instrument={all.find((i) => i.code === one)} />;
            })}
            {writing && (
                <div className={classes.noPrint}>
                    <NativeSelect
                        label={t('cases:measures.new')} value={code} onChange={(e) => setCode(e.currentTarget.value)}
                        data={[{ value: '', label: '' }, ...all.map((one) => ({ value: one.code, label: one.title }))]}
                    />
                    {chosen && <Fill key={code} instrument={chosen} place={place} done={() => setCode('')} />}
                </div>
            )}
        </div>
    );
}

function Course({ rows, instrument }: { rows: { at: string; sum: number; title: string; band_title: string }[]; instrument: Instrument | undefined }) {
    const { t } = useTranslation();
    const top = instrument?.sum_max ?? Math.max(...rows.map((r) => r.sum), 1);
    const x = (at: number) => (rows.length === 1 ? 150 : (at / (rows.length - 1)) * 280 + 10);
    const y = (sum: number) => 90 - (sum / top) * 80;
    return (
        <div>
            <Text fw={600}>{rows[0]?.title}</Text>
            <svg className={classes.chart} viewBox="0 0 300 100" aria-hidden="true" preserveAspectRatio="none">
                {instrument?.bands.map((band) => <line key={band.code} x1="0" x2="300" y1={y(band.from)} y2={y(band.from)} vectorEffect="non-scaling-stroke" />)}
                <path d={rows.map((r, at) => `${at ? 'L' : 'M'}${x(at)} ${y(r.sum)}`).join('')} vectorEffect="non-scaling-stroke" />
                {rows.map((r, at) => <path key={r.at} className={classes.point} d={`M${x(at)} ${y(r.sum)}h0`} vectorEffect="non-scaling-stroke" />)}
            </svg>
            <table>
                <caption>{t('cases:measures.table', { title: rows[0]?.title ?? '' })}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t('cases:measures.when')}</th>
                        <th scope="col">{t('cases:measures.sum')}</th>
                        <th scope="col">{t('cases:measures.band')}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows.map((r) => (
                        <tr key={r.at}>
                            <td>
                                <DateText at={r.at} style="date" />
                            </td>
                            <td>{r.sum}</td>
                            <td>{r.band_title}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}

function Fill({ instrument, place, done }: { instrument: Instrument; place: Place; done: () => void }) {
    const { t } = useTranslation();
    const [answers, setAnswers] = useState<Record<number, string>>({});
    const send = useMutation({
        mutationFn: () =>
            answerOf(
                api.POST('/care/people/{person}/cases/{case}/responses', {
                    params: { path: place },
                    body: {
                        instrument: instrument.code,
                        version: instrument.version,
                        answers: instrument.items.map((_, at) => (answers[at] === undefined ? null : Number(answers[at]))) as number[],
                    },
                }),
            ),
        onSuccess: (r) => {
            announce(t('cases:measures.scored', { title: r.title, sum: r.sum, band: r.band_title }));
            done();
            return askAnew();
        },
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        send.mutate();
    };
    const missing = instrument.items.length - Object.keys(answers).length;
    return (
        <form className={classes.form} onSubmit={submit}>
            <Text>{instrument.intro}</Text>
            {instrument.items.map((item, at) => (
                <Radio.Group key={item} label={`${at + 1}. ${item}`} value={answers[at] ?? ''} onChange={(v) => setAnswers({ ...answers, [at]: v })}>
                    <div className={classes.row}>
                        {instrument.answers.map((label, value) => (
                            <Radio key={label} value={String(value)} label={label} />
                        ))}
                    </div>
                </Radio.Group>
            ))}
            <Text className={classes.licence}>{instrument.licence}</Text>
            {send.isError && <ProblemNote error={send.error} />}
            <div className={staff.actions}>
                <Button type="submit" loading={send.isPending} disabled={missing > instrument.missing_max}>
                    {t('cases:measures.send')}
                </Button>
            </div>
        </form>
    );
}
