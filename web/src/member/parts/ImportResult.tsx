import { Anchor, Progress, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { Import, ImportReport, Program } from '../../shared/api/types';
import { dateOnly, list, number, percent } from '../../shared/i18n/format';
import { Answer } from '../../shared/parts/answers';
import { Sheet } from '../../shared/parts/Page';
import { DateText, Facts, StateMark, type Tone } from '../../shared/parts/small';
import { useImports } from '../questions';
import classes from './ImportResult.module.css';

const tones: Record<string, Tone> = { waiting: 'busy', reading: 'busy', done: 'ok', refused: 'warn' };

/** What became of one uploaded file: read, already known, passed over, refused, and why. */
export function ImportResult({ shown }: { shown: Import }) {
    const { t } = useTranslation();
    return (
        <Sheet className={classes.result}>
            <div className={classes.head}>
                <Text className={classes.name}>
                    {shown.name && `${shown.name}, `}
                    <DateText at={shown.created_at} />
                </Text>
                <StateMark tone={tones[shown.state] ?? 'plain'}>{t(`member:import.state.${shown.state}`)}</StateMark>
            </div>
            {(shown.state === 'waiting' || shown.state === 'reading') && (
                <Progress.Root size="lg" radius="xl">
                    <Progress.Section
                        value={shown.percent}
                        aria-label={t('member:import.reading_label')}
                        aria-valuetext={percent(shown.percent)}
                    />
                </Progress.Root>
            )}
            {shown.problem && <Text>{shown.problem.text}</Text>}
            {shown.report && <Report report={shown.report} />}
        </Sheet>
    );
}

function Report({ report }: { report: ImportReport }) {
    const { t } = useTranslation();
    const rows: [string, string][] = [
        [t('member:import.report.format'), report.format],
        [t('member:import.report.rows'), number(report.rows_read, 0)],
        [t('member:import.report.new'), number(report.samples_new, 0)],
        [t('member:import.report.known'), number(report.samples_known, 0)],
        [t('member:import.report.updated'), number(report.samples_updated, 0)],
    ];
    if (report.samples_not_allowed > 0)
        rows.push([t('member:import.report.not_allowed'), number(report.samples_not_allowed, 0)]);
    if (report.first && report.last)
        rows.push([
            t('member:import.report.period'),
            t('shared:chart.from_to', { from: dateOnly(report.first), to: dateOnly(report.last) }),
        ]);
    return (
        <>
            <Facts rows={rows} short />
            {report.note && <Text>{report.note}</Text>}
            {report.metrics.length > 0 && (
                <div>
                    <Title order={3} className={classes.title}>
                        {t('member:import.report.metrics')}
                    </Title>
                    <ul className={classes.list}>
                        {report.metrics.map((metric) => (
                            <li key={metric.metric}>
                                <Anchor component={Link} to={`/app/data/${metric.metric}`}>
                                    {metric.title}
                                </Anchor>{' '}
                                {t('member:import.report.samples', {
                                    count: metric.samples,
                                    shown: number(metric.samples, 0),
                                })}
                            </li>
                        ))}
                    </ul>
                </div>
            )}
            {report.rows_refused.length > 0 && (
                <div>
                    <Title order={3} className={classes.title}>
                        {t('member:import.report.refused')}
                    </Title>
                    <ul className={classes.list}>
                        {report.rows_refused.map((row) => (
                            <li key={row.reason}>
                                {row.text} {t('member:import.report.row_count', { count: row.rows, shown: number(row.rows, 0) })}
                                {row.first_lines && row.first_lines.length > 0 && (
                                    <Text c="dimmed" size="sm">
                                        {t('member:import.report.lines', {
                                            count: row.first_lines.length,
                                            lines: list(row.first_lines.map((line) => String(line))),
                                        })}
                                    </Text>
                                )}
                            </li>
                        ))}
                    </ul>
                </div>
            )}
            {report.rows_ignored.length > 0 && (
                <div>
                    <Title order={3} className={classes.title}>
                        {t('member:import.report.ignored')}
                    </Title>
                    <ul className={classes.list}>
                        {report.rows_ignored.map((row) => (
                            <li key={row.reason}>
                                {row.text} {t('member:import.report.row_count', { count: row.rows, shown: number(row.rows, 0) })}
                            </li>
                        ))}
                    </ul>
                </div>
            )}
        </>
    );
}

/** The files sent before, newest first, each with its report folded away. */
export function EarlierImports({ programs }: { programs: Program[] }) {
    const { t } = useTranslation();
    const imports = useImports();
    return (
        <Answer query={imports}>
            {(all) =>
                all.length === 0 ? (
                    <Text c="dimmed">{t('member:import.no_earlier')}</Text>
                ) : (
                    <div className={classes.earlier}>
                        {[...all]
                            .sort((a, b) => b.created_at.localeCompare(a.created_at))
                            .map((one) => (
                                <details key={one.import_id} className={classes.fold}>
                                    <summary>
                                        {programs.find((program) => program.code === one.program)?.title ?? one.program},{' '}
                                        <DateText at={one.created_at} />
                                    </summary>
                                    <ImportResult shown={one} />
                                </details>
                            ))}
                    </div>
                )
            }
        </Answer>
    );
}
