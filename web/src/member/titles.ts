import { useMemo } from 'react';
import type { Program } from '../shared/api/types';
import { spelled } from '../shared/parts/log-lines';
import { useConnections, useMe, usePermissions, usePrograms } from './questions';

/** The titles of codes that an answer gives without them, as the catalogue and the permissions name them. */
export function useTitles() {
    const programs = usePrograms();
    const permissions = usePermissions();
    const connections = useConnections();
    const me = useMe();
    return useMemo(() => {
        const known = new Map<string, string>();
        for (const program of programs.data ?? []) collect(known, program);
        for (const one of connections.data ?? []) known.set(`program/${one.program}`, one.title);
        for (const one of permissions.data ?? []) {
            known.set(`category/${one.category}`, one.category_title);
            known.set(`purpose/${one.purpose}`, one.purpose_title);
            known.set(`recipient/${one.recipient}`, one.recipient_title);
        }
        if (me.data && !known.has('recipient/client')) known.set('recipient/client', me.data.client.name);
        const title = (kind: string, code: string) => known.get(`${kind}/${code}`) ?? spelled(code);
        return {
            category: (code: string) => title('category', code),
            purpose: (code: string) => title('purpose', code),
            recipient: (code: string) => title('recipient', code),
            program: (code: string) => title('program', code),
        };
    }, [programs.data, permissions.data, connections.data, me.data]);
}

function collect(known: Map<string, string>, program: Program): void {
    known.set(`program/${program.code}`, program.title);
    for (const category of program.categories) {
        known.set(`category/${category.code}`, category.title);
        for (const purpose of category.purposes) {
            known.set(`purpose/${purpose.code}`, purpose.title);
            known.set(`recipient/${purpose.recipient.code}`, purpose.recipient.title);
        }
    }
}
