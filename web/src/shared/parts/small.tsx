import { type ReactNode, useEffect, useState } from 'react';
import { ago, dateOnly, dateTime } from '../i18n/format';
import { Icon, type IconName } from './Icon';
import classes from './small.module.css';

/** An instant in the reader's zone, with the full one for machines and on hover. */
export function DateText({ at, style = 'full' }: { at: string; style?: 'full' | 'date' | 'ago' }) {
    const text = style === 'full' ? dateTime(at) : style === 'date' ? dateOnly(at) : ago(at);
    return (
        <time dateTime={at} title={style === 'full' ? undefined : dateTime(at)}>
            {text}
        </time>
    );
}

/** Names and values, as a list a screen reader can walk; `short` puts several short values in a row on a phone too. */
export function Facts({ rows, short = false }: { rows: [string, ReactNode][]; short?: boolean }) {
    return (
        <dl className={classes.facts} data-short={short || undefined}>
            {rows.map(([name, value]) => (
                <div key={name} className={classes.fact}>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                </div>
            ))}
        </dl>
    );
}

export type Tone = 'ok' | 'warn' | 'busy' | 'plain';
const toneIcon: Record<Tone, IconName | undefined> = { ok: 'check', warn: 'alert', busy: 'clock', plain: undefined };

/** A state as a word with a sign: never by colour alone. */
export function StateMark({ tone, icon = toneIcon[tone], children }: { tone: Tone; icon?: IconName; children: ReactNode }) {
    return (
        <span className={classes.mark} data-tone={tone}>
            {icon && <Icon name={icon} size={15} />}
            {children}
        </span>
    );
}

/** The time now, renewed every so many milliseconds. */
export function useNow(every: number): number {
    const [now, setNow] = useState(() => Date.now());
    useEffect(() => {
        const timer = window.setInterval(() => setNow(Date.now()), every);
        return () => window.clearInterval(timer);
    }, [every]);
    return now;
}

/** Saves a text as a file on this device, without asking any server. */
export function saveFile(name: string, type: string, text: string): void {
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
