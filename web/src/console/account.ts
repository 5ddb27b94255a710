import { useSyncExternalStore } from 'react';
import { answerOf, api, clientApi } from '../shared/api/client';
import { newQueryClient } from '../shared/api/queries';

type Account = { state: 'out'; reason?: 'expired' } | { state: 'in'; token: string; until: number };

// In this variable only: closing or reloading the page forgets it.
let account: Account = { state: 'out' };
const listeners = new Set<() => void>();

function become(next: Account): void {
    account = next;
    memory.clear();
    for (const listener of listeners) listener();
}

export const memory = newQueryClient(() => {
    if (account.state === 'in') become({ state: 'out', reason: 'expired' });
});

/** The Client's own API, called as the Client's servers would call it. */
export const client = clientApi(() => (account.state === 'in' ? account.token : undefined));

/** Exchanges the credentials for a token (RFC 6749 section 4.4); the secret is not kept. */
export async function signIn(clientId: string, secret: string): Promise<void> {
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret });
    const answer = await answerOf(
        api.POST('/oauth/token', {
            body: form.toString(),
            bodySerializer: (body) => body,
            headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        }),
    );
    become({ state: 'in', token: answer.access_token, until: Date.now() + answer.expires_in * 1000 });
}

export function signOut(): void {
    become({ state: 'out' });
}

export function useAccount(): Account {
    return useSyncExternalStore(
        (listener) => {
            listeners.add(listener);
            return () => listeners.delete(listener);
        },
        () => account,
    );
}
