import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../shared/api/client';
import type { Body } from '../../shared/api/types';

export type Question = Body<'/care/supervision', 'get', 200>['questions'][number];

export function useQuestions() {
    return useQuery({
        queryKey: ['care', 'supervision'],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/supervision', { signal }))).questions,
    });
}

export function useOverdue() {
    return useQuery({
        queryKey: ['care', 'supervision', 'overdue'],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/supervision/overdue', { signal }))).overdue,
    });
}

export function useLinks(enabled: boolean) {
    return useQuery({
        queryKey: ['care', 'supervision', 'links'],
        enabled,
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/supervision/links', { signal }))).links,
    });
}

export function useMySupervisor() {
    return useQuery({
        queryKey: ['care', 'supervision', 'me'],
        queryFn: ({ signal }) => answerOf(api.GET('/care/supervision/me', { signal })),
    });
}

export function useItems(path: { person: string; case: string }) {
    return useQuery({
        queryKey: ['care', 'supervision', 'case', path.case],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/people/{person}/cases/{case}/supervision', { params: { path }, signal }))).items,
    });
}
