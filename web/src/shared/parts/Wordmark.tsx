import classes from './Wordmark.module.css';

const name = 'Wellkept';

/** The sign and the name. */
export function Wordmark() {
    return (
        <span className={classes.mark}>
            <svg width="30" height="30" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
                <rect width="32" height="32" rx="8" className={classes.ground} />
                <path d="M7 12.5 11 21l5-9 5 9 4-8.5" className={classes.line} />
            </svg>
            {name}
        </span>
    );
}
