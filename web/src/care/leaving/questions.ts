import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../shared/api/client';
import type { Body } from '../../shared/api/types';
import { memory } from '../../staff/session';

export type Forms = Body<'/care/service-users/{person}/release-forms', 'get', 200>;
export type Form = Forms['forms'][number];
export type FormWords = Body<'/care/service-users/{person}/release-words', 'get', 200>;
export type Disclosures = Body<'/care/service-users/{person}/safeguarding', 'get', 200>;
export type Disclosure = Disclosures['disclosures'][number];
export type DangerWords = Body<'/care/service-users/{person}/safeguarding-words', 'get', 200>;
export type Misuse = Body<'/care/service-users/{person}/misuse', 'get', 200>;
export type Partners = Body<'/care/partners', 'get', 200>;
export type Signposting = Body<'/care/service-users/{person}/signposting', 'get', 200>;

const never = Number.POSITIVE_INFINITY;
const of = (person: string) => ({ params: { path: { person } } });

export const useForms = (person: string) =>
    useQuery({ queryKey: ['care', 'forms', person], queryFn: ({ signal }) => answerOf(api.GET('/care/service-users/{person}/release-forms', { ...of(person), signal })) });
export const useFormWords = (person: string) =>
    useQuery({
        queryKey: ['care-words', 'forms', person],
        queryFn: ({ signal }) => answerOf(api.GET('/care/service-users/{person}/release-words', { ...of(person), signal })), // with the reports that can be named at this moment
    });
export const useDisclosures = (person: string) =>
    useQuery({ queryKey: ['care', 'danger', person], queryFn: ({ signal }) => answerOf(api.GET('/care/service-users/{person}/safeguarding', { ...of(person), signal })) });
export const useDangerWords = (person: string) =>
    useQuery({
        queryKey: ['care-words', 'danger', person],
        queryFn: ({ signal }) => answerOf(api.GET('/care/service-users/{person}/safeguarding-words', { ...of(person), signal })),
        staleTime: never,
    });
export const useMisuse = (person: string) =>
    useQuery({ queryKey: ['care', 'misuse', person], queryFn: ({ signal }) => answerOf(api.GET('/care/service-users/{person}/misuse', { ...of(person), signal })) });
export const usePartners = () =>
    useQuery({ queryKey: ['care', 'partners'], queryFn: ({ signal }) => answerOf(api.GET('/care/partners', { signal })) });
export const useSignposting = (person: string) =>
    useQuery({ queryKey: ['care', 'signposting', person], queryFn: ({ signal }) => answerOf(api.GET('/care/service-users/{person}/signposting', { ...of(person), signal })) });
export const useWaiting = (enabled: boolean) =>
    useQuery({
        queryKey: ['care', 'danger-waiting'],
        enabled,
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/safeguarding/waiting', { signal }))).disclosures,
        // An emergency waits for minutes, not for a reload.
        refetchInterval: 15_000,
    });
export const useReviews = (enabled: boolean) =>
    useQuery({ queryKey: ['care', 'danger-reviews'], enabled, queryFn: async ({ signal }) => (await answerOf(api.GET('/care/safeguarding/reviews', { signal }))).disclosures });
export const useNotices = (enabled: boolean) =>
    useQuery({ queryKey: ['care', 'misuse-waiting'], enabled, queryFn: async ({ signal }) => (await answerOf(api.GET('/care/misuse/waiting', { signal }))).notices });

export const askAnew = () => memory.invalidateQueries({ queryKey: ['care'] });

/** The day so many days from today, as the reader's calendar has it. */
export const dayFrom = (days: number) => new Intl.DateTimeFormat('en-CA').format(new Date(Date.now() + days * 86_400_000));
/** The last moment of a day, where the reader is. */
export const endOf = (day: string) => new Date(`${day}T23:59:59`).toISOString();
