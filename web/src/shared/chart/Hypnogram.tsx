import { useTranslation } from 'react-i18next';
import type { Sample } from '../api/types';
import { timeOnly } from '../i18n/format';
import classes from './Hypnogram.module.css';

interface HypnogramProps {
    samples: Sample[];
    codes: string[];
    codeTitle: (code: string) => string;
    label: string;
}

/** Which code held when: a row for each code, from the first sample to the last. */
export function Hypnogram({ samples, codes, codeTitle, label }: HypnogramProps) {
    const { t } = useTranslation();
    const spans = samples.flatMap((sample) =>
        sample.code && sample.end
            ? [{ code: sample.code, from: Date.parse(sample.start), to: Date.parse(sample.end) }]
            : [],
    );
    if (spans.length === 0) return null;
    const from = Math.min(...spans.map((span) => span.from));
    const to = Math.max(...spans.map((span) => span.to));
    const x = (instant: number) => ((instant - from) / (to - from)) * 1000;
    const times = t('shared:chart.from_to', {
        from: timeOnly(new Date(from)),
        to: timeOnly(new Date(to)),
    });
    return (
        <figure className={classes.figure} role="img" aria-label={`${label}. ${times}`}>
            <div className={classes.grid} aria-hidden="true">
                {codes.map((code, at) => (
                    <div key={code} className={classes.row}>
                        <span className={classes.name}>{codeTitle(code)}</span>
                        <svg viewBox="0 0 1000 20" preserveAspectRatio="none" className={classes.track}>
                            {spans
                                .filter((span) => span.code === code)
                                .map((span) => (
                                    <rect
                                        key={span.from}
                                        x={x(span.from)}
                                        width={Math.max(2, x(span.to) - x(span.from))}
                                        y="1"
                                        height="18"
                                        data-series={(at % 6) + 1}
                                    />
                                ))}
                        </svg>
                    </div>
                ))}
                <div className={classes.axis}>
                    <span>{timeOnly(new Date(from))}</span>
                    <span>{timeOnly(new Date((from + to) / 2))}</span>
                    <span>{timeOnly(new Date(to))}</span>
                </div>
            </div>
        </figure>
    );
}
