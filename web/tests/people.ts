// Made-up answers of the server, as small as the tests need them.
import type { Connection, Permission, Program } from '../src/shared/api/types';

export const me = {
    member_id: 'm1',
    client: { name: 'Northwind Health', return_url: 'https://portal.example/home' },
    session_expires_at: new Date(Date.now() + 3_600_000).toISOString(),
    policy_version: '1',
    status: 'active' as const,
};

const purposes = [
    {
        code: 'self', title: 'Show it to you', description: 'You see it.',
        recipient: { code: 'self', title: 'You' }, lawful_basis: 'Your explicit consent', retention: 'Until you withdraw',
    },
    {
        code: 'share_with_client', title: 'Share it with your portal', description: 'Your portal sees it.',
        recipient: { code: 'client', title: 'Northwind Health' }, lawful_basis: 'Your explicit consent', retention: 'Until you withdraw',
    },
];

export const withings: Program = {
    code: 'withings', title: 'Withings', description: 'Scales.', kind: 'oauth', history_days: 90, connected: false,
    categories: [
        { code: 'body', title: 'Body measurements', description: 'Weight and more.', what_is_collected: 'Weight, body fat', purposes },
        { code: 'heart', title: 'Heart', description: 'Your heart.', what_is_collected: 'Heart rate', purposes },
    ],
};

export const libre: Program = {
    ...withings, code: 'libre_csv', title: 'Libre file', kind: 'file', history_days: 0, connected: true,
};

export const connection = (history: Partial<Connection['history']> = {}): Connection => ({
    connection_id: 'c1', program: 'withings', title: 'Withings', kind: 'oauth', state: 'connected',
    created_at: '2026-11-01T07:59:00Z', connected_at: '2026-11-01T08:00:00Z',
    history: { state: 'done', percent: 100, samples: 412, ...history }, live_samples: 10, grants: [],
});

export const permission = (purpose: 'self' | 'share_with_client', granted: boolean): Permission => ({
    connection_id: 'c1', program_title: 'Withings', category: 'heart', category_title: 'Heart', purpose,
    purpose_title: purpose === 'self' ? 'Show it to you' : 'Share it with your portal',
    recipient: purpose === 'self' ? 'self' : 'client', recipient_title: purpose === 'self' ? 'You' : 'Northwind Health', granted,
    since: '2026-11-01T08:00:00Z',
});

export const heartRate = {
    metric: 'heart_rate', title: 'Heart rate', category: 'heart', category_title: 'Heart', unit: '/min', daily: 'mean',
    sources: [{ connection_id: 'c1', program: 'withings', first: '2026-01-01T00:00:00Z', last: '2026-11-18T12:00:00Z', samples: 900 }],
};
