import { type ReactNode, useState } from 'react';
import classes from './Fold.module.css';

interface FoldProps {
    title: ReactNode;
    /** What is inside asks the server, and does so only once it is opened. */
    lazy?: boolean;
    children: ReactNode;
}

/** What not everybody wants to read, folded away; a browser's own, so that searching the page finds it. */
export function Fold({ title, lazy = false, children }: FoldProps) {
    const [opened, setOpened] = useState(!lazy);
    return (
        <details className={classes.fold} onToggle={(event) => event.currentTarget.open && setOpened(true)}>
            <summary>{title}</summary>
            {opened && children}
        </details>
    );
}
