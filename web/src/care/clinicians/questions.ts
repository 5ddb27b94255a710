import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../shared/api/client';
import type { Body } from '../../shared/api/types';

export type Clinician = Body<'/care/clinicians', 'get', 200>['clinicians'][number];
export type Own = Body<'/care/clinicians/me', 'get', 200>;

export function useClinicians() {
    return useQuery({
        queryKey: ['care', 'clinicians'],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/clinicians', { signal }))).clinicians,
    });
}

export function useGovernance(enabled: boolean) {
    return useQuery({
        queryKey: ['care', 'governance'],
        enabled,
        queryFn: ({ signal }) => answerOf(api.GET('/care/governance', { signal })),
        refetchInterval: 60_000,
    });
}

export function useFeedback(enabled: boolean) {
    return useQuery({
        queryKey: ['care', 'feedback'],
        enabled,
        queryFn: ({ signal }) => answerOf(api.GET('/care/feedback', { signal })),
    });
}

export function useOwn() {
    return useQuery({
        queryKey: ['care', 'own'],
        queryFn: ({ signal }) => answerOf(api.GET('/care/clinicians/me', { signal })),
    });
}
