// The promise ledger with made-up standings, for looking at the page; development only.
import { readFileSync } from 'node:fs';
import type { Trust } from '../src/shared/api/types';
import { at } from './fixtures';

interface Ledger {
    promises: { id: string; title: string; text: string; in_work: boolean; scenarios: string[] }[];
}
const ledger = JSON.parse(readFileSync(new URL('../../promises/ledger.json', import.meta.url), 'utf8')) as Ledger;

const day = 86_400_000;
type Observed = Trust['promises'][number]['observed'];
const watched: Record<string, Observed> = {
    S1: [
        { probe: 'tls', title: 'TLS handshakes with this server', outcome: 'kept', words: 'Agreed on TLSv1.3 with TLS_AES_256_GCM_SHA384; four kinds of weaker handshakes were refused.', since: at(10 * day), last_seen: at(240_000) },
        { probe: 'page', title: 'What the start page asks for', outcome: 'kept', words: 'The page asks no other host for anything, and the browser is told to refuse it if one did.', since: at(10 * day), last_seen: at(250_000) },
    ],
    S6: [
        { probe: 'canary', title: 'A made-up member’s whole life', outcome: 'cannot_look', words: 'The look itself failed: The server is busy.', since: at(3_600_000), last_seen: at(600_000) },
        { probe: 'keys', title: 'Every wrapped key opened once', outcome: 'kept', words: '214 keys were opened, each wrapped by the one above it.', since: at(4 * day), last_seen: at(3 * day) },
    ],
    S4: [{ probe: 'sign_in', title: 'Whether anybody is asked for a password', outcome: 'kept', words: 'No page for Members has a field for a password.', since: at(10 * day), last_seen: at(200_000) }],
    D15: [{ probe: 'erasures', title: 'Erasures that take too long', outcome: 'kept', words: 'No erasure has been under way for more than an hour.', since: at(9 * day), last_seen: at(240_000) }],
    D13: [{ probe: 'row_security', title: 'The database’s own lock on personal tables', outcome: 'not_yet', words: 'Nobody has looked yet.' }],
};

export function trust(scene: string): Trust {
    if (scene === 'new') return { version: '0.1.0', policy_version: '2026-11-01', promises: [] };
    const broken = scene === 'broken';
    const observed = (id: string): Observed => {
        const seen = watched[id] ?? [];
        return broken && id === 'D15'
            ? [{ probe: 'erasures', title: 'Erasures that take too long', outcome: 'broken', words: '1 erasure has been under way for more than an hour.', since: at(5_400_000), last_seen: at(60_000) }]
            : seen;
    };
    return {
        version: '0.1.0',
        policy_version: '2026-11-01',
        proven_at: at(2 * day),
        proven_version: broken ? '0.0.9' : '0.1.0',
        promises: ledger.promises.map(({ in_work, ...promise }) => {
            const seen = observed(promise.id);
            const standing = seen.some((one) => one.outcome === 'broken')
                ? 'broken'
                : broken && promise.id === 'D9'
                  ? 'failing'
                  : in_work
                    ? 'in_work'
                    : promise.id === 'D2'
                      ? 'unproven'
                      : seen.some((one) => one.outcome === 'kept')
                        ? 'kept'
                        : 'proven';
            return { ...promise, standing, observed: seen };
        }),
    };
}
