let waiting: string | undefined;

/** Takes the secret of an invitation out of the address before anything else runs; it stays in memory until it was used. */
export function takeJoinToken(): void {
    if (window.location.pathname !== '/desk/join' || window.location.hash === '') return;
    const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
    window.history.replaceState(window.history.state, '', '/desk/join');
    if (token) waiting = token;
}

export function joinToken(): string | undefined {
    return waiting;
}

export function forgetJoinToken(): void {
    waiting = undefined;
}
