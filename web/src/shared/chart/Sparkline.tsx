import classes from './Sparkline.module.css';

/** The run of the last days, as a picture beside the value it ends in. */
export function Sparkline({ values }: { values: (number | null)[] }) {
    const known = values.filter((value): value is number => value !== null);
    if (known.length < 3) return null;
    const low = Math.min(...known);
    const high = Math.max(...known);
    const x = (at: number) => (at / (values.length - 1)) * 100;
    const y = (value: number) => (high === low ? 15 : 27 - ((value - low) / (high - low)) * 24);
    let path = '';
    values.forEach((value, at) => {
        if (value === null) return;
        const joined = at > 0 && values[at - 1] !== null && values[at - 1] !== undefined;
        path += `${joined ? 'L' : 'M'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    });
    return (
        <svg className={classes.line} viewBox="-2 0 104 30" preserveAspectRatio="none" aria-hidden="true">
            <path d={path} fill="none" vectorEffect="non-scaling-stroke" />
        </svg>
    );
}
