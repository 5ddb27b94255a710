import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answerOf } from '../shared/api/client';
import { type ClientLogPage, type Connection, withTitles } from '../shared/api/types';
import type { MetricSource } from '../shared/metric/source';
import { client } from './account';

const nextCursor = (page: { next_cursor?: string }) => page.next_cursor;

export function useClientAccount() {
    return useQuery({ queryKey: ['client'], queryFn: ({ signal }) => answerOf(client.GET('/v1/client', { signal })) });
}

export function useMembers() {
    return useInfiniteQuery({
        queryKey: ['members'],
        initialPageParam: undefined as string | undefined,
        queryFn: ({ pageParam, signal }) =>
            answerOf(client.GET('/v1/members', { params: { query: { cursor: pageParam } }, signal })),
        getNextPageParam: nextCursor,
    });
}

export function useMember(member: string) {
    return useQuery({
        queryKey: ['member', member],
        queryFn: ({ signal }) => answerOf(client.GET('/v1/members/{member}', { params: { path: { member } }, signal })),
    });
}

async function readConnections(member: string, signal: AbortSignal): Promise<Connection[]> {
    const answer = client.GET('/v1/members/{member}/connections', { params: { path: { member } }, signal });
    return (await answerOf(answer)).connections;
}

export function useMemberConnections(member: string) {
    return useQuery({
        queryKey: ['member-connections', member],
        queryFn: ({ signal }) => readConnections(member, signal),
        refetchInterval: (query) =>
            query.state.data?.some((one) => ['waiting', 'running'].includes(one.history.state)) ? 3000 : false,
    });
}

export function useMemberMetrics(member: string) {
    return useQuery({
        queryKey: ['member-metrics', member],
        queryFn: async ({ signal, client: cache }) => {
            const answer = client.GET('/v1/members/{member}/metrics', { params: { path: { member } }, signal });
            const { metrics } = await answerOf(answer);
            const connections = await cache.ensureQueryData({
                queryKey: ['member-connections', member],
                queryFn: (own) => readConnections(member, own.signal),
            });
            return withTitles(metrics, connections);
        },
    });
}

export function memberValues(member: string): MetricSource {
    return {
        key: member,
        samples: (query, signal) =>
            answerOf(client.GET('/v1/members/{member}/samples', { params: { path: { member }, query }, signal })),
        daily: (query, signal) =>
            answerOf(client.GET('/v1/members/{member}/daily', { params: { path: { member }, query }, signal })),
    };
}

export function useWebhookEvents() {
    return useInfiniteQuery({
        queryKey: ['events'],
        initialPageParam: undefined as string | undefined,
        queryFn: ({ pageParam, signal }) =>
            answerOf(client.GET('/v1/webhook-events', { params: { query: { cursor: pageParam } }, signal })),
        getNextPageParam: nextCursor,
        refetchInterval: 10_000,
    });
}

export function useClientLog() {
    return useInfiniteQuery({
        queryKey: ['log'],
        initialPageParam: undefined as string | undefined,
        queryFn: ({ pageParam, signal }): Promise<ClientLogPage> =>
            answerOf(client.GET('/v1/access-log', { params: { query: { cursor: pageParam } }, signal })),
        getNextPageParam: nextCursor,
    });
}
