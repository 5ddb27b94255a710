import type { TFunction } from 'i18next';
import type { Permission } from '../../shared/api/types';
import { list } from '../../shared/i18n/format';

/** The recipient's code of policy/purposes.yaml for the person themselves; everybody else is somebody else. */
export const selfRecipient = 'self';

/** One sentence: what the portal can read at this moment, by Program. */
export function portalSees(t: TFunction, client: string, permissions: Permission[]): string {
    const granted = permissions.filter((one) => one.granted && one.recipient !== selfRecipient && !one.apart);
    if (granted.length === 0) return t('member:sees.nothing', { client });
    const programs = new Map<string, string[]>();
    for (const one of granted) {
        const categories = programs.get(one.program_title) ?? [];
        const title = one.category_title.toLocaleLowerCase();
        if (!categories.includes(title)) categories.push(title);
        programs.set(one.program_title, categories);
    }
    const parts = [...programs].map(([program, categories]) =>
        t('member:sees.from', { categories: list(categories), program }),
    );
    return t('member:sees.something', { client, parts: parts.length === 1 ? parts[0] : parts.join('; ') });
}
