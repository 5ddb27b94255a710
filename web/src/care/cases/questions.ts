import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../shared/api/client';
import type { Body } from '../../shared/api/types';
import { memory } from '../../staff/session';

export type Board = Body<'/care/board', 'get', 200>;
export type BoardCase = Board['cases'][number];
export type Caseload = Body<'/care/caseload', 'get', 200>;
export type File = Body<'/care/people/{person}/cases/{case}', 'get', 200>;
export type Entry = File['timeline'][number];
export type Note = Body<'/care/people/{person}/cases/{case}/notes/{note}', 'get', 200>;
export type Vocabulary = Body<'/care/vocabulary', 'get', 200>;
export type Instrument = Vocabulary['questionnaires'][number];

export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
/** Today as the reader's calendar has it. */
export const today = () => new Intl.DateTimeFormat('en-CA').format(new Date());

export function useVocabulary() {
    return useQuery({
        queryKey: ['care', 'vocabulary'],
        queryFn: ({ signal }) => answerOf(api.GET('/care/vocabulary', { signal })),
        staleTime: Number.POSITIVE_INFINITY,
    });
}

export function useBoard() {
    return useQuery({
        queryKey: ['care', 'board'],
        queryFn: ({ signal }) => answerOf(api.GET('/care/board', { signal })),
        refetchInterval: 30_000,
    });
}

export function useCaseload(date: string) {
    return useQuery({
        queryKey: ['care', 'caseload', date],
        queryFn: ({ signal }) => answerOf(api.GET('/care/caseload', { params: { query: { date, zone } }, signal })),
    });
}

export function useOffers(enabled: boolean) {
    return useQuery({
        queryKey: ['care', 'offers'],
        enabled,
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/offers', { signal }))).offers,
        refetchInterval: 60_000,
    });
}

export interface Place {
    person: string;
    case: string;
}

export function useFile(path: Place) {
    return useQuery({
        queryKey: ['care', 'file', path.case],
        queryFn: ({ signal }) => answerOf(api.GET('/care/people/{person}/cases/{case}', { params: { path }, signal })),
    });
}

export function useNote(path: Place, note: string) {
    return useQuery({
        queryKey: ['care', 'note', note],
        queryFn: ({ signal }) =>
            answerOf(api.GET('/care/people/{person}/cases/{case}/notes/{note}', { params: { path: { ...path, note } }, signal })),
    });
}

/** After a change whatever is shown of Care is asked for anew. */
export const askAnew = () => memory.invalidateQueries({ queryKey: ['care'] });
