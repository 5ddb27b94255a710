import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../shared/api/client';
import type { Permission } from '../shared/api/types';
import { announce } from '../shared/parts/announce';
import { permissionsKey } from './questions';

const mutationKey = ['permission'] as const;

const same = (a: Permission, b: Permission) =>
    a.connection_id === b.connection_id && a.category === b.category && a.purpose === b.purpose;

/**
 * Switches one permission: shown at once, taken back and said aloud if the server did not take it.
 * Changes go to the server one after another, in the order they were made.
 */
export function usePermissionChange() {
    const { t } = useTranslation();
    const queries = useQueryClient();
    const put = (changed: Permission) =>
        queries.setQueryData<Permission[]>(permissionsKey, (all) =>
            all?.map((one) => (same(one, changed) ? { ...one, granted: changed.granted } : one)),
        );
    return useMutation({
        mutationKey,
        scope: { id: 'permissions' },
        mutationFn: ({ permission, granted }: { permission: Permission; granted: boolean }) =>
            answerOf(
                api.PUT('/me/permissions', {
                    body: {
                        connection_id: permission.connection_id,
                        category: permission.category,
                        purpose: permission.purpose,
                        granted,
                    },
                }),
            ),
        onMutate: async ({ permission, granted }) => {
            await queries.cancelQueries({ queryKey: permissionsKey });
            put({ ...permission, granted });
        },
        onError: (_error, { permission, granted }) => {
            put({ ...permission, granted: !granted });
            announce(
                t('member:permission.not_changed', {
                    category: permission.category_title,
                    purpose: permission.purpose_title,
                }),
            );
        },
        onSuccess: (answer, { permission, granted }) => {
            // While further changes wait, the answer to this one would undo them on the page.
            if (queries.isMutating({ mutationKey }) <= 1) queries.setQueryData(permissionsKey, answer.permissions);
            announce(
                t(granted ? 'member:permission.on' : 'member:permission.off', {
                    category: permission.category_title,
                    purpose: permission.purpose_title,
                }),
            );
        },
    });
}
