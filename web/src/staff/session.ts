import { useSyncExternalStore } from 'react';
import { Problem } from '../shared/api/problem';
import { newQueryClient } from '../shared/api/queries';

/** Whether somebody is signed in, as far as this page knows: the session itself is a cookie no script can read. */
export type SessionState = 'unknown' | 'in' | 'out' | 'expired' | 'left';

let state: SessionState = 'unknown';
const listeners = new Set<() => void>();
const tell = () => {
    for (const listener of listeners) listener();
};

/** What a refused request means: before anybody was in, that they must sign in; later, that the session has ended. */
export const memory = newQueryClient(() => become(state === 'in' ? 'expired' : state === 'unknown' ? 'out' : state));

export function become(next: SessionState): void {
    if (state === next) return;
    state = next;
    if (next !== 'in') memory.clear();
    tell();
}

/** As in a page just opened. */
export function forget(): void {
    state = 'unknown';
    memory.clear();
    tell();
}

export function useSessionState(): SessionState {
    return useSyncExternalStore(subscribe, () => state);
}

function subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
}

// Step-up: what is dangerous asks for the second factor again; one question at a time, whoever waits for it.
interface Question {
    answered: Promise<void>;
    done: () => void;
    cancelled: (error: Problem) => void;
}
let question: Question | undefined;

/** Does something that may need a fresh second factor: asks for it where the server says so, and then does it once more. */
export async function withStepUp<T>(action: () => Promise<T>): Promise<T> {
    try {
        return await action();
    } catch (error) {
        if (!(error instanceof Problem) || error.code !== 'step_up') throw error;
        await ask();
        return await action();
    }
}

function ask(): Promise<void> {
    if (!question) {
        let done = () => {};
        let cancelled: (error: Problem) => void = () => {};
        const answered = new Promise<void>((resolve, reject) => {
            done = resolve;
            cancelled = reject;
        });
        question = { answered, done, cancelled };
        tell();
    }
    return question.answered;
}

/** Ends the question: the second factor was shown, or nobody wanted to. */
export function answerStepUp(shown: boolean): void {
    const asked = question;
    question = undefined;
    tell();
    if (shown) asked?.done();
    else asked?.cancelled(new Problem(403, 'cancelled', ''));
}

export function useStepUpAsked(): boolean {
    return useSyncExternalStore(subscribe, () => question !== undefined);
}
