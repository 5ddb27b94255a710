// What those ask who answer for the house: retention, the log of accesses, keys, who may do what, the policy, consent.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../shared/api/client';
import type { Body } from '../shared/api/types';
import { useClients, useMay, useVocabulary } from './questions';

export type Calendar = Body<'/staff/retention/calendar', 'get', 200>;
export type Waiting = Body<'/staff/retention/waiting', 'get', 200>;
export type Hold = Waiting['holds'][number];
export type Review = Waiting['reviews'][number];
export type LogRow = Body<'/staff/audit', 'get', 200>['entries'][number];
export type Keys = Body<'/staff/keys', 'get', 200>;
export type Access = Body<'/staff/access', 'get', 200>;
export type Consents = Body<'/staff/consents', 'get', 200>;

export function useCalendar() {
    return useQuery({
        queryKey: ['retention-calendar'],
        queryFn: ({ signal }) => answerOf(api.GET('/staff/retention/calendar', { signal })),
    });
}

export function useWaiting() {
    return useQuery({
        queryKey: ['retention-waiting'],
        queryFn: ({ signal }) => answerOf(api.GET('/staff/retention/waiting', { signal })),
    });
}

export function useRetentionOf(member: string) {
    return useQuery({
        queryKey: ['retention-of', member],
        queryFn: ({ signal }) =>
            answerOf(api.GET('/staff/members/{member}/retention', { params: { path: { member } }, signal })),
    });
}

/** What the log is searched by; what is left out does not matter. */
export interface LogFilters {
    from?: string;
    until?: string;
    action?: string;
    purpose?: string;
    role?: string;
    decision?: string;
    request?: string;
    client?: string;
}

/** Whoever may only see refusals asks for those. */
export function useLog(filters: LogFilters) {
    const whole = useMay()('audit.search');
    return useInfiniteQuery({
        queryKey: ['audit', whole, filters],
        initialPageParam: undefined as string | undefined,
        queryFn: ({ pageParam, signal }) => {
            const query = { ...filters, cursor: pageParam };
            if (whole) return answerOf(api.GET('/staff/audit', { params: { query }, signal }));
            const { decision: _, ...refused } = query;
            return answerOf(api.GET('/staff/audit/refused', { params: { query: refused }, signal }));
        },
        getNextPageParam: (page) => page.next_cursor,
    });
}

export function useIntegrity() {
    return useQuery({
        queryKey: ['audit-integrity'],
        queryFn: ({ signal }) => answerOf(api.GET('/staff/audit/integrity', { signal })),
    });
}

/** When the whole log was last held against its signatures, as everybody can see it. */
export function useLastVerification() {
    return useQuery({
        queryKey: ['trust'],
        queryFn: async ({ signal }) => {
            const { promises } = await answerOf(api.GET('/v1/trust', { signal }));
            return promises.flatMap((one) => one.observed).find((one) => one.probe === 'audit_log') ?? null;
        },
    });
}

export function useKeys() {
    return useQuery({
        queryKey: ['keys'],
        queryFn: ({ signal }) => answerOf(api.GET('/staff/keys', { signal })),
        refetchInterval: 10_000, // a rotation goes on in the background
    });
}

export function useAccess(enabled = true) {
    return useQuery({
        queryKey: ['access'],
        enabled,
        queryFn: ({ signal }) => answerOf(api.GET('/staff/access', { signal })),
    });
}

export function usePolicyHistory() {
    return useQuery({
        queryKey: ['policy-history'],
        queryFn: ({ signal }) => answerOf(api.GET('/staff/policy', { signal })),
    });
}

export function usePolicyChange(from: string, to: string) {
    return useQuery({
        queryKey: ['policy-change', from, to],
        enabled: from !== '' && to !== '' && from !== to,
        queryFn: ({ signal }) =>
            answerOf(api.GET('/staff/policy/changes', { params: { query: { from, to } }, signal })),
    });
}

export function useConsents() {
    return useQuery({
        queryKey: ['consents'],
        queryFn: ({ signal }) => answerOf(api.GET('/staff/consents', { signal })),
    });
}

/** When totals about many people are published next. */
export function useTotalsPlan() {
    return useQuery({
        queryKey: ['totals-plan'],
        queryFn: ({ signal }) => answerOf(api.GET('/staff/statistics', { signal })),
    });
}

/** Names of Clients, accounts, purposes and actions, as far as whoever looks may know them; a code stands for itself. */
export function useNames() {
    const may = useMay();
    const clients = useClients(may('clients.list'));
    const access = useAccess(may('staff.list'));
    const { data: words } = useVocabulary();
    const titled = (all: { code: string; title: string }[] | undefined, code: string) =>
        all?.find((one) => one.code === code)?.title ?? code;
    return {
        client: (id: string) => clients.data?.find((one) => one.client_id === id)?.name ?? id,
        account: (logId: string | undefined) => access.data?.accounts.find((one) => one.log_id === logId)?.name,
        purpose: (code: string) => titled(words?.purposes, code),
    };
}
