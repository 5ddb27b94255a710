import { type ReactNode } from 'react';
import { Announcer } from '../../shared/parts/announce';
import { Footer } from '../../shared/parts/Footer';
import { Wordmark } from '../../shared/parts/Wordmark';
import classes from './Bare.module.css';

/** The frame of pages that need no session. */
export function Bare({ children }: { children: ReactNode }) {
    return (
        <div className={classes.bare}>
            <header className={classes.header}>
                <Wordmark />
            </header>
            <main className={classes.main}>{children}</main>
            <Footer />
            <Announcer />
        </div>
    );
}
