import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../shared/api/client';
import type { paths } from '../shared/api/schema.gen';

type Body<P extends keyof paths, M extends keyof paths[P]> = paths[P][M] extends {
    requestBody?: { content: { 'application/json': infer B } };
}
    ? B
    : never;

export type Criteria = Body<'/care/searches', 'post'>;
export type Registration = Body<'/care/service-users', 'post'>;

export function useSearch(criteria: Criteria | undefined) {
    return useQuery({
        queryKey: ['care', 'search', criteria],
        queryFn: ({ signal }) => answerOf(api.POST('/care/searches', { body: criteria ?? {}, signal })),
        enabled: criteria !== undefined,
        placeholderData: (before) => before,
        // Each search is in the audit log of whom it found: none is made that nobody asked for.
        staleTime: 60_000,
        refetchOnWindowFocus: false,
    });
}

export function useWaiting() {
    return useQuery({
        queryKey: ['care', 'waiting'],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/waiting', { signal }))).waiting,
        refetchOnWindowFocus: false,
    });
}

export function useRecord(person: string) {
    return useQuery({
        queryKey: ['care', 'record', person],
        queryFn: ({ signal }) => answerOf(api.GET('/care/service-users/{person}', { params: { path: { person } }, signal })),
        refetchOnWindowFocus: false,
    });
}

export function useMailbox() {
    return useQuery({
        queryKey: ['care', 'mailbox'],
        queryFn: ({ signal }) => answerOf(api.GET('/care/mailbox', { signal })),
        refetchOnWindowFocus: false,
    });
}

export function useQuarantine() {
    return useQuery({
        queryKey: ['care', 'quarantine'],
        queryFn: ({ signal }) => answerOf(api.GET('/care/quarantine', { signal })),
        refetchOnWindowFocus: false,
    });
}
