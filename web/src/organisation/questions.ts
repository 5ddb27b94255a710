import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../shared/api/client';
import type { paths } from '../shared/api/schema.gen';
import type { Body } from '../shared/api/types';

export type Told = Body<'/care/organisation/referrals', 'get', 200>['referrals'][number];
export type Text = paths['/care/organisation/referrals']['post']['requestBody']['content']['application/json'];
export type Report = Body<'/care/organisation/reports', 'get', 200>['reports'][number];
export type Contract = Body<'/care/organisation/contracts', 'get', 200>['contracts'][number];
export type ListReport = Body<'/care/organisation/eligibility-lists', 'post', 201>;

export function useReferrals() {
    return useQuery({
        queryKey: ['organisation', 'referrals'],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/organisation/referrals', { signal }))).referrals,
    });
}

export function useDraft(referral: string | undefined) {
    return useQuery({
        queryKey: ['organisation', 'draft', referral],
        enabled: referral !== undefined,
        // What is being written is not overwritten by what was saved.
        staleTime: Number.POSITIVE_INFINITY,
        queryFn: ({ signal }) =>
            answerOf(api.GET('/care/organisation/referrals/{referral}', { params: { path: { referral: referral ?? '' } }, signal })),
    });
}

export function useReports() {
    return useQuery({
        queryKey: ['organisation', 'reports'],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/organisation/reports', { signal }))).reports,
        // Each reading stands in the person's own log: none is made that nobody asked for.
        refetchOnWindowFocus: false,
        staleTime: 60_000,
    });
}

export function useContracts() {
    return useQuery({
        queryKey: ['organisation', 'contracts'],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/organisation/contracts', { signal }))).contracts,
    });
}

export function useUsage() {
    return useQuery({
        queryKey: ['organisation', 'usage'],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/organisation/usage-requests', { signal }))).requests,
    });
}

/** How both sides name a referral on the telephone: enough to tell those of one organisation apart, and nothing else. */
export const referenceOf = (id: string) => id.slice(-8).toUpperCase();
