/** An address the server gave us to leave to, or nothing if it is not one a browser should follow. */
export function outsideAddress(text: string | undefined): string | undefined {
    let address: URL;
    try {
        address = new URL(text ?? '');
    } catch {
        return undefined;
    }
    const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(address.hostname);
    return address.protocol === 'https:' || (address.protocol === 'http:' && loopback) ? address.href : undefined;
}

/** Leaves this page; apart so that tests can see it. */
export const leave = {
    to(address: string): void {
        window.location.assign(address);
    },
};
