import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../shared/api/client';
import { become } from './session';
import type { Me } from './types';

export function useMe() {
    return useQuery({
        queryKey: ['me'],
        queryFn: async ({ signal }): Promise<Me> => {
            const me = await answerOf(api.GET('/staff/me', { signal }));
            become('in');
            return me;
        },
        staleTime: 60_000,
    });
}

/** Whether the account's roles allow something; the server decides again at every request. */
export function useMay(): (permission: string) => boolean {
    const me = useMe();
    return (permission) => permission in (me.data?.permissions ?? {});
}

export function useVocabulary() {
    return useQuery({
        queryKey: ['vocabulary'],
        queryFn: ({ signal }) => answerOf(api.GET('/staff/vocabulary', { signal })),
        staleTime: Number.POSITIVE_INFINITY,
    });
}

/** Titles of codes; a code the vocabulary does not know stands for itself. */
export function useWords() {
    const { data } = useVocabulary();
    const title = (list: { code: string; title: string }[] | undefined, code: string) =>
        list?.find((one) => one.code === code)?.title ?? code;
    return {
        role: (code: string) => title(data?.roles, code),
        course: (code: string) => title(data?.courses, code),
    };
}

export function useFactors() {
    return useQuery({
        queryKey: ['factors'],
        queryFn: ({ signal }) => answerOf(api.GET('/staff/factors', { signal })),
    });
}

export function useSessions() {
    return useQuery({
        queryKey: ['sessions'],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/staff/sessions', { signal }))).sessions,
    });
}

export function useAccounts() {
    return useInfiniteQuery({
        queryKey: ['accounts'],
        initialPageParam: undefined as string | undefined,
        queryFn: ({ pageParam, signal }) =>
            answerOf(api.GET('/staff/accounts', { params: { query: { cursor: pageParam } }, signal })),
        getNextPageParam: (page) => page.next_cursor,
    });
}

export function useAccount(account: string) {
    return useQuery({
        queryKey: ['account', account],
        queryFn: ({ signal }) =>
            answerOf(api.GET('/staff/accounts/{account}', { params: { path: { account } }, signal })),
    });
}

export function useTraining(account: string) {
    return useQuery({
        queryKey: ['training', account],
        queryFn: async ({ signal }) =>
            (await answerOf(api.GET('/staff/accounts/{account}/training', { params: { path: { account } }, signal })))
                .trainings,
    });
}

export function useClients(enabled = true) {
    return useQuery({
        queryKey: ['clients'],
        enabled,
        queryFn: async ({ signal }) => (await answerOf(api.GET('/staff/clients', { signal }))).clients,
    });
}

export function useDoors(enabled = true) {
    return useQuery({
        queryKey: ['doors'],
        enabled,
        queryFn: async ({ signal }) => (await answerOf(api.GET('/staff/exceptional-access', { signal }))).access,
        refetchInterval: 30_000,
    });
}

export function useAgreements() {
    return useQuery({
        queryKey: ['agreements'],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/staff/agreements', { signal }))).agreements,
    });
}

export function useNotices(enabled: boolean) {
    return useQuery({
        queryKey: ['notices'],
        enabled,
        queryFn: async ({ signal }) => (await answerOf(api.GET('/staff/notices', { signal }))).notices,
    });
}
