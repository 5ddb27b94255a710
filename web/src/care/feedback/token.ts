let waiting: string | undefined;

/** Takes the secret of a survey out of the address before anything else runs; it stays in memory until the page is left. */
export function takeFeedbackToken(): void {
    if (window.location.pathname !== '/feedback' || window.location.hash === '') return;
    const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
    window.history.replaceState(window.history.state, '', '/feedback');
    if (token) waiting = token;
}

export function feedbackToken(): string | undefined {
    return waiting;
}
