// A Client's own lists, read by our own staff while a door to them is open: the header names the Client, the cookie who reads.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../shared/api/client';
import { type ClientLogPage, type Connection } from '../shared/api/types';

const named = (client: string) => ({ 'X-Wellkept-Client': client });
const nextCursor = (page: { next_cursor?: string }) => page.next_cursor;

export function useClientMembers(client: string) {
    return useInfiniteQuery({
        queryKey: ['client-members', client],
        initialPageParam: undefined as string | undefined,
        queryFn: ({ pageParam, signal }) =>
            answerOf(api.GET('/v1/members', { params: { query: { cursor: pageParam } }, headers: named(client), signal })),
        getNextPageParam: nextCursor,
    });
}

export function useClientEvents(client: string) {
    return useInfiniteQuery({
        queryKey: ['client-events', client],
        initialPageParam: undefined as string | undefined,
        queryFn: ({ pageParam, signal }) =>
            answerOf(
                api.GET('/v1/webhook-events', { params: { query: { cursor: pageParam } }, headers: named(client), signal }),
            ),
        getNextPageParam: nextCursor,
    });
}

export function useClientLog(client: string) {
    return useInfiniteQuery({
        queryKey: ['client-log', client],
        initialPageParam: undefined as string | undefined,
        queryFn: ({ pageParam, signal }): Promise<ClientLogPage> =>
            answerOf(api.GET('/v1/access-log', { params: { query: { cursor: pageParam } }, headers: named(client), signal })),
        getNextPageParam: nextCursor,
    });
}

/** One person: under support access to their Client, or under an emergency access to them alone. */
export function useConnectionsOf(member: string) {
    return useQuery({
        queryKey: ['connections-of', member],
        queryFn: async ({ signal }): Promise<Connection[]> =>
            (
                await answerOf(
                    api.GET('/v1/members/{member}/connections', { params: { path: { member } }, signal }),
                )
            ).connections,
    });
}
