import { type KeyboardEvent, lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../parts/answers';
import classes from './Chart.module.css';
import type { PlotData } from './plot-data';

const Plot = lazy(() => import('./Plot'));

/** A chart that can be read point by point: by pointer, by touch, by the arrow keys and by ear. */
export function Chart({ data, label }: { data: PlotData; label: string }) {
    const { t } = useTranslation();
    const [index, setIndex] = useState<number | null>(null);
    useEffect(() => setIndex(null), [data]);

    const present = data.xs.map((_, at) => at).filter((at) => data.series.some((one) => one.values[at] != null) || data.marks?.includes(at));
    const place = index === null ? -1 : nearest(present, index);
    const shown = present[place];

    const onKeyDown = (event: KeyboardEvent) => {
        const last = present.length - 1;
        const leap = Math.max(1, Math.round(present.length / 10));
        const from = place < 0 ? last + 1 : place;
        const target: Record<string, number> = {
            ArrowLeft: from - 1,
            ArrowDown: from - 1,
            ArrowRight: place < 0 ? 0 : place + 1,
            ArrowUp: place < 0 ? 0 : place + 1,
            PageDown: from - leap,
            PageUp: place + leap,
            Home: 0,
            End: last,
        };
        const next = target[event.key];
        if (next === undefined) return;
        event.preventDefault();
        setIndex(present[Math.min(last, Math.max(0, next))] ?? null);
    };

    return (
        <figure className={classes.figure}>
            {data.series.length > 1 && (
                <ul className={classes.legend}>
                    {data.series.map((series, at) => (
                        <li key={series.label}>
                            <span className={classes.swatch} data-series={(at % 6) + 1} />
                            {series.label}
                        </li>
                    ))}
                </ul>
            )}
            <div
                className={classes.plot}
                role="slider"
                tabIndex={0}
                aria-label={label}
                aria-orientation="horizontal"
                aria-valuemin={0}
                aria-valuemax={Math.max(0, present.length - 1)}
                aria-valuenow={Math.max(0, place)}
                aria-valuetext={shown === undefined ? t('shared:chart.none_chosen') : data.describe(shown)}
                onKeyDown={onKeyDown}
            >
                <Suspense fallback={<Loading lines={3} />}>
                    <Plot data={data} index={shown ?? null} onIndex={setIndex} />
                </Suspense>
            </div>
            <figcaption className={classes.caption}>
                {shown === undefined ? t('shared:chart.hint') : data.describe(shown)}
            </figcaption>
        </figure>
    );
}

/** The place in a rising list of the number next to the one sought. */
function nearest(values: number[], sought: number): number {
    let best = -1;
    for (let at = 0; at < values.length; at++)
        if (best < 0 || Math.abs((values[at] ?? 0) - sought) < Math.abs((values[best] ?? 0) - sought)) best = at;
    return best;
}
