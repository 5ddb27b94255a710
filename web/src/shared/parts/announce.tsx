import { VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';

type Listener = (text: string) => void;
const listeners = new Set<Listener>();

/** Says a text to people who listen to the page: the outcome of what they just did. */
export function announce(text: string): void {
    for (const listener of listeners) listener(text);
}

/** The one live region of a page; stands once in each shell. */
export function Announcer() {
    const [text, setText] = useState('');
    useEffect(() => {
        let speaking: number | undefined;
        const listener: Listener = (next) => {
            // The same text twice is only spoken twice if the region was empty in between.
            setText('');
            window.clearTimeout(speaking);
            speaking = window.setTimeout(() => setText(next), 60);
        };
        listeners.add(listener);
        return () => {
            listeners.delete(listener);
            window.clearTimeout(speaking);
        };
    }, []);
    return (
        <VisuallyHidden>
            <div role="status" aria-live="polite" data-testid="announcer">
                {text}
            </div>
        </VisuallyHidden>
    );
}
