import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { PlotData } from './plot-data';

interface PlotProps {
    data: PlotData;
    index: number | null;
    onIndex: (index: number | null) => void;
}

/** Draws on a canvas; says nothing to screen readers: Chart.tsx does. */
export default function Plot({ data, index, onIndex }: PlotProps) {
    const host = useRef<HTMLDivElement>(null);
    const plot = useRef<uPlot | null>(null);
    const told = useRef(onIndex);
    told.current = onIndex;
    const scheme = useComputedColorScheme('light');

    useEffect(() => {
        const element = host.current;
        if (!element) return undefined;
        const height = () => (element.clientWidth < 480 ? 220 : 280);
        const drawn = new uPlot(
            { ...optionsFor(data, element, (at) => told.current(at)), width: element.clientWidth, height: height() },
            columnsOf(data),
            element,
        );
        plot.current = drawn;
        const observer = new ResizeObserver(() => drawn.setSize({ width: element.clientWidth, height: height() }));
        observer.observe(element);
        return () => {
            observer.disconnect();
            drawn.destroy();
            plot.current = null;
        };
    }, [data, scheme]);

    useEffect(() => {
        const drawn = plot.current;
        const x = index === null ? undefined : data.xs[index];
        if (!drawn || x === undefined || drawn.cursor.idx === index) return;
        const value = data.series[0]?.values[index ?? 0];
        drawn.setCursor(
            { left: drawn.valToPos(x, 'x'), top: value == null ? 10 : drawn.valToPos(value, 'y') },
            false,
        );
    }, [index, data]);

    return <div ref={host} aria-hidden="true" />;
}

type Column = (number | null | undefined)[];

function columnsOf(data: PlotData): uPlot.AlignedData {
    const columns: Column[] = [];
    if (data.kind === 'stack') {
        // Bars are filled down to zero: the tallest sum is drawn first, the shortest last and on top.
        let sums = data.xs.map(() => 0);
        const stacked = data.series.map((series) => {
            sums = sums.map((sum, at) => sum + (series.values[at] ?? 0));
            return sums.map((sum, at) => (data.series.some((any) => any.values[at] != null) ? sum : null));
        });
        columns.push(...stacked.reverse());
    } else {
        for (const series of data.series) columns.push(series.values);
        if (data.band) columns.push(data.band.max, data.band.min);
    }
    return [data.xs, ...columns] as uPlot.AlignedData;
}

function optionsFor(
    data: PlotData,
    element: HTMLElement,
    onIndex: (index: number | null) => void,
): Omit<uPlot.Options, 'width' | 'height'> {
    const style = getComputedStyle(element);
    const variable = (name: string) => style.getPropertyValue(name).trim();
    const ink = variable('--mantine-color-dimmed');
    const line = variable('--wk-line');
    const surface = variable('--wk-surface');
    const colour = (at: number) => variable(`--wk-series-${(at % 6) + 1}`);
    const bars = data.kind !== 'line';
    const spacious = data.xs.length <= 45;

    const drawn: uPlot.Series[] =
        data.kind === 'stack'
            ? data.series
                  .map((_, at) => ({
                      fill: colour(at),
                      stroke: surface,
                      width: 1,
                      paths: uPlot.paths.bars!({ size: [0.72, 46] }),
                      points: { show: false },
                  }))
                  .reverse()
            : data.series.map((_, at) => ({
                  stroke: colour(at),
                  width: bars ? 0 : 2,
                  spanGaps: data.joined ?? false,
                  fill: bars ? colour(at) : undefined,
                  paths: bars ? uPlot.paths.bars!({ size: [0.72, 46], radius: 0.12 }) : uPlot.paths.linear!(),
                  points: { show: !bars && spacious, size: 6, fill: colour(at) },
              }));
    if (data.band) {
        const edge: uPlot.Series = { stroke: 'transparent', width: 0, points: { show: false } };
        drawn.push(edge, { ...edge });
    }
    const last = data.xs.length - 1;
    return {
        legend: { show: false },
        cursor: { drag: { x: false, y: false }, y: false, points: { size: 9 } },
        scales: {
            x: { time: false, range: data.domain ?? [-0.6, last + 0.6] },
            y: {
                range: (_, low, high) =>
                    low === null || high === null
                        ? [0, 1]
                        : bars
                          ? [0, high * 1.08 || 1]
                          : uPlot.rangeNum(low, high === low ? high + 1 : high, 0.12, true),
            },
        },
        axes: [
            {
                stroke: ink,
                grid: { show: false },
                ticks: { stroke: line, width: 1, size: 5 },
                font: `13px ${style.fontFamily}`,
                splits: (u) => data.ticks(u.width).map((tick) => tick.at),
                values: (u) => data.ticks(u.width).map((tick) => tick.text),
                size: 34,
            },
            {
                stroke: ink,
                grid: { stroke: line, width: 1 },
                ticks: { show: false },
                font: `13px ${style.fontFamily}`,
                values: (_, splits) => splits.map((value) => data.formatAxis(value, Math.abs((splits[1] ?? 1) - (splits[0] ?? 0)))),
                incrs: data.increments,
                size: (_, values) => 14 + 8 * Math.max(2, ...(values ?? []).map((value) => value.length)),
            },
        ],
        series: [{}, ...drawn],
        bands: data.band
            ? [{ series: [drawn.length - 1, drawn.length], fill: `color-mix(in srgb, ${colour(0)} 22%, transparent)` }]
            : undefined,
        hooks: {
            setCursor: [(u) => onIndex(u.cursor.idx ?? null)],
            draw: data.marks ? [(u) => drawMarks(u, data.marks ?? [], variable('--mantine-color-text'))] : [],
        },
    };
}

/** A dashed line each, with a head that is seen without colour. */
function drawMarks(u: uPlot, marks: number[], ink: string) {
    const { ctx } = u;
    const { left, top, width, height } = u.bbox;
    const scale = uPlot.pxRatio;
    ctx.save();
    ctx.strokeStyle = ink;
    ctx.fillStyle = ink;
    ctx.lineWidth = 1.5 * scale;
    ctx.setLineDash([4 * scale, 4 * scale]);
    for (const mark of marks) {
        const x = u.valToPos(mark, 'x', true);
        if (x < left || x > left + width) continue;
        ctx.beginPath();
        ctx.moveTo(x, top);
        ctx.lineTo(x, top + height);
        ctx.stroke();
        ctx.beginPath();
        ctx.arc(x, top + 4 * scale, 3.5 * scale, 0, 2 * Math.PI);
        ctx.fill();
    }
    ctx.restore();
}
