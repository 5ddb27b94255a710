let waiting: string | undefined;

/** Takes the secret out of `/you#token=...`: out of the address bar, the history entry and every copy of the address. */
export function takeCareToken(): void {
    if (window.location.pathname !== '/you' || window.location.hash === '') return;
    const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
    window.history.replaceState(window.history.state, '', '/you');
    if (token) waiting = token;
}

export const waitingCareToken = (): string | undefined => waiting;

export function forgetCareToken(): void {
    waiting = undefined;
}
