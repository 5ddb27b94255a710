import { useSyncExternalStore } from 'react';
import { newQueryClient } from '../shared/api/queries';

/** Why there is no session: it ran out or never was, or the person ended it. */
export type SessionEnd = 'expired' | 'left';

let ended: SessionEnd | undefined;
const listeners = new Set<() => void>();

/** Everything known about this person on this page; emptied when the session ends. */
export const memory = newQueryClient(() => endSession('expired'));

export function endSession(reason: SessionEnd): void {
    if (ended) return;
    ended = reason;
    for (const listener of listeners) listener();
    // A receipt outlives the session it belongs to.
    memory.removeQueries({ predicate: (query) => query.queryKey[0] !== 'receipt' });
    memory.getMutationCache().clear();
}

export function beginSession(): void {
    ended = undefined;
    memory.clear();
    for (const listener of listeners) listener();
}

export function useSessionEnd(): SessionEnd | undefined {
    return useSyncExternalStore(
        (listener) => {
            listeners.add(listener);
            return () => listeners.delete(listener);
        },
        () => ended,
    );
}
