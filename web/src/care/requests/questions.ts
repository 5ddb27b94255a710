import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../shared/api/client';
import type { Body } from '../../shared/api/types';
import { addTexts } from '../../shared/i18n';
import texts from '../../shared/i18n/en/requests.json';

addTexts('requests', texts);

export type Listed = Body<'/care/requests', 'get', 200>['requests'][number];
export type One = Body<'/care/service-users/{person}/requests/{request}', 'get', 200>;
export type Own = Body<'/care/you/data-requests', 'get', 200>;

export const kinds = Object.keys(texts.kind);
/** How somebody asked, as whoever heard them writes it down. */
export const ways = Object.keys(texts.how).filter((way) => way !== 'own_page');
export const outcomes = Object.keys(texts.officer.outcomes);

/** From a case that is one's own, or from the desk. */
export type From = 'case' | 'desk';
const addresses = { case: '/care/service-users/{person}/requests', desk: '/care/people/{person}/requests' } as const;
export const addressOf = (from: From) => addresses[from];

export const useFollowed = (person: string, from: From) =>
    useQuery({
        queryKey: ['care', 'requests', from, person],
        queryFn: async ({ signal }) => (await answerOf(api.GET(addressOf(from), { params: { path: { person } }, signal }))).requests,
    });
export const useListed = () =>
    useQuery({ queryKey: ['care', 'requests'], queryFn: async ({ signal }) => (await answerOf(api.GET('/care/requests', { signal }))).requests });

/** Today, where the reader is. */
export const today = () => new Intl.DateTimeFormat('en-CA').format(new Date());
