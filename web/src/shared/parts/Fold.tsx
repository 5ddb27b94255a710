import type { ReactNode } from 'react';
import classes from './Fold.module.css';

/** What not everybody wants to read, folded away; a browser's own, so that searching the page finds it. */
export function Fold({ title, children }: { title: ReactNode; children: ReactNode }) {
    return (
        <details className={classes.fold}>
            <summary>{title}</summary>
            {children}
        </details>
    );
}
