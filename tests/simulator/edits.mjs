// Changes that tests make on top of the recordings: new, corrected and deleted records of one person.

/**
 * @typedef {object} Edit
 * @property {string} person
 * @property {string} type vendor's data type
 * @property {'create'|'update'|'delete'} change
 * @property {string} id the record's id as the vendor shows it
 * @property {any} [document] whole for create, the changed fields for update
 */

/**
 * @template T
 * @param {T[]} recorded @param {Edit[]} edits of this person and type, oldest first @param {(item: T) => string} idOf
 * @returns {T[]} recorded order, new ones at the end
 */
export function withEdits(recorded, edits, idOf) {
    if (edits.length === 0) return recorded;
    const items = new Map(recorded.map((item) => [idOf(item), item]));
    for (const edit of edits) {
        if (edit.change === 'delete') items.delete(edit.id);
        else if (edit.change === 'create') items.set(edit.id, edit.document);
        else if (items.has(edit.id)) items.set(edit.id, { .../** @type {T} */ (items.get(edit.id)), ...edit.document });
    }
    return [...items.values()];
}

/** @param {Edit[]} all @param {string} person @param {string} type */
export function editsOf(all, person, type) {
    return all.filter((e) => e.person === person && e.type === type);
}
