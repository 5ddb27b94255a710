import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../shared/api/client';
import type { Body } from '../../shared/api/types';
import { money, month as wholeMonth } from '../../shared/i18n/format';

/** "October 2026" for 2026-10. */
export const monthOf = (month: string) => wholeMonth(`${month}-01`);

export type Statement = Body<'/care/statements/me/{month}', 'get', 200>;
export type Listed = Body<'/care/statements', 'get', 200>['statements'][number];

export const amount = (of: { currency: string; decimals: number }, minor: number) => money(minor, of.currency, of.decimals);

export function useOwnStatements() {
    return useQuery({
        queryKey: ['care', 'statements', 'own'],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/statements/me', { signal }))).statements,
    });
}

export function useOwnStatement(month: string) {
    return useQuery({
        queryKey: ['care', 'statements', 'own', month],
        queryFn: ({ signal }) => answerOf(api.GET('/care/statements/me/{month}', { params: { path: { month } }, signal })),
    });
}

export function useStatements() {
    return useQuery({
        queryKey: ['care', 'statements'],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/statements', { signal }))).statements,
    });
}

export function useStatement(account: string, month: string) {
    return useQuery({
        queryKey: ['care', 'statements', account, month],
        queryFn: ({ signal }) => answerOf(api.GET('/care/statements/{account}/{month}', { params: { path: { account, month } }, signal })),
    });
}

export function useRates(account: string) {
    return useQuery({
        queryKey: ['care', 'rates', account],
        queryFn: ({ signal }) => answerOf(api.GET('/care/affiliates/{account}/rates', { params: { path: { account } }, signal })),
    });
}
