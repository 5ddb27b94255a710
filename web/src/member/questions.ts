import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../shared/api/client';
import { type AccessPage, type Connection, type Permission, withTitles } from '../shared/api/types';
import type { MetricSource } from '../shared/metric/source';

export const permissionsKey = ['permissions'] as const;
export const connectionsKey = ['connections'] as const;
export const noticeKey = ['notice'] as const;

export function useMe() {
    return useQuery({
        queryKey: ['me'],
        queryFn: ({ signal }) => answerOf(api.GET('/me', { signal })),
        staleTime: 60_000,
    });
}

export function usePrograms() {
    return useQuery({
        queryKey: ['programs'],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/me/programs', { signal }))).programs,
        staleTime: 60_000,
    });
}

function moving(connections: Connection[] | undefined): boolean {
    return (connections ?? []).some(
        (one) =>
            one.state === 'authorising' ||
            one.state === 'revoking' ||
            (one.state === 'connected' && (one.history.state === 'waiting' || one.history.state === 'running')),
    );
}

async function readConnections(signal: AbortSignal): Promise<Connection[]> {
    return (await answerOf(api.GET('/me/connections', { signal }))).connections;
}

/** The person's connections; asked again every few seconds while anything is under way. */
export function useConnections() {
    return useQuery({
        queryKey: connectionsKey,
        queryFn: ({ signal }) => readConnections(signal),
        refetchInterval: (query) => (moving(query.state.data) ? 3000 : false),
    });
}

export function usePermissions() {
    return useQuery<Permission[]>({
        queryKey: permissionsKey,
        queryFn: async ({ signal }) => (await answerOf(api.GET('/me/permissions', { signal }))).permissions,
    });
}

export function useMetrics() {
    return useQuery({
        queryKey: ['metrics'],
        queryFn: async ({ signal, client }) => {
            const { metrics } = await answerOf(api.GET('/me/metrics', { signal }));
            const connections = await client.ensureQueryData({
                queryKey: connectionsKey,
                queryFn: (own) => readConnections(own.signal),
            });
            return withTitles(metrics, connections);
        },
    });
}

export function useAccessLog() {
    return useInfiniteQuery({
        queryKey: ['access-log'],
        initialPageParam: undefined as string | undefined,
        queryFn: ({ pageParam, signal }): Promise<AccessPage> =>
            answerOf(api.GET('/me/access-log', { params: { query: { cursor: pageParam } }, signal })),
        getNextPageParam: (page) => page.next_cursor,
    });
}

export function useConsents() {
    return useQuery({
        queryKey: ['consents'],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/me/consents', { signal }))).events,
    });
}

/** The privacy notice that holds for the person, and the editions they were shown. */
export function useNotice() {
    return useQuery({
        queryKey: noticeKey,
        queryFn: ({ signal }) => answerOf(api.GET('/me/notice', { signal })),
        staleTime: 60_000,
    });
}

export function useImports() {
    return useQuery({
        queryKey: ['imports'],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/me/imports', { signal }))).imports,
    });
}

export function useImport(id: string | undefined) {
    return useQuery({
        queryKey: ['import', id],
        enabled: id !== undefined,
        queryFn: ({ signal }) =>
            answerOf(api.GET('/me/imports/{import}', { params: { path: { import: id ?? '' } }, signal })),
        refetchInterval: (query) =>
            query.state.data?.state === 'done' || query.state.data?.state === 'refused' ? false : 1000,
    });
}

export const ownValues: MetricSource = {
    key: 'me',
    samples: (query, signal) => answerOf(api.GET('/me/samples', { params: { query }, signal })),
    daily: (query, signal) => answerOf(api.GET('/me/daily', { params: { query }, signal })),
};
