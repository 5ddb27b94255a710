export type Kind = 'letter' | 'complaint';
let waiting: { kind: Kind; token: string } | undefined;

/** Takes the secret of a link out of the address before anything else runs; it stays in memory until the page is left. */
export function takeHandedToken(): void {
    if (window.location.pathname !== '/handed-over' || window.location.hash === '') return;
    const given = new URLSearchParams(window.location.hash.slice(1));
    window.history.replaceState(window.history.state, '', '/handed-over');
    for (const kind of ['letter', 'complaint'] as const) {
        const token = given.get(kind);
        if (token) waiting = { kind, token };
    }
}

export function handedToken(): typeof waiting {
    return waiting;
}
