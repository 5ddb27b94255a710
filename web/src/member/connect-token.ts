let waiting: string | undefined;

/**
 * Takes the secret out of `/connect#token=...` before anything else runs: out of the address bar, the history entry
 * and every later copy of the address. It stays in memory until it has been exchanged.
 */
export function takeConnectToken(): void {
    if (window.location.pathname !== '/connect' || window.location.hash === '') return;
    const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
    window.history.replaceState(window.history.state, '', '/connect');
    if (token) waiting = token;
}

export function waitingToken(): string | undefined {
    return waiting;
}

export function forgetToken(): void {
    waiting = undefined;
}
