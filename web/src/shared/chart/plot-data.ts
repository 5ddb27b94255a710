/** What a chart shows, free of any drawing library. */
export interface PlotData {
    kind: 'line' | 'bars' | 'stack';
    /** Rising; indices of days, or seconds since the start of the day shown. */
    xs: number[];
    series: { label: string; values: (number | null)[] }[];
    /** The span between the lowest and the highest value at each x. */
    band?: { min: (number | null)[]; max: (number | null)[] };
    /** The line goes on over days without a value: for what is measured now and then. */
    joined?: boolean;
    /** The x axis from and to, where it reaches past the data. */
    domain?: [number, number];
    /** Where the x axis is labelled, for a drawing this wide in pixels. */
    ticks: (width: number) => { at: number; text: string }[];
    /** A value of the y axis, whose labels are this far apart. */
    formatAxis: (value: number, step: number) => string;
    /** Steps the y axis may take, where the usual 1, 2, 5 read badly: 60 minutes are an hour. */
    increments?: number[];
    /** Upright lines over the values: what happened beside them. describe() says what. */
    marks?: number[];
    /** What stands at a point, in words. */
    describe: (index: number) => string;
}
