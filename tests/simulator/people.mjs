// Who can sign in. The recordings know people only as numbers; zones and vendor ids are given here.
import { createHash } from 'node:crypto';

// The recordings carry local times without a zone. Spread over real zones, they exercise offsets of every kind.
const zones = ['America/New_York', 'Europe/Zurich', 'Europe/London', 'America/Los_Angeles', 'Asia/Kolkata',
    'Australia/Adelaide', 'America/St_Johns', 'Pacific/Auckland', 'Europe/Berlin', 'America/Chicago'];

/**
 * @typedef {object} Person
 * @property {string} id the recording's own number
 * @property {string} salt what the constructed values depend on
 * @property {string} label what the sign-in page shows
 * @property {string} zone IANA
 * @property {string} withings vendor user id, numeric
 * @property {string} oura vendor user id
 */

/** @param {string[]} ids in a fixed order @param {number} [seed] other constructed values, the same recordings @returns {Person[]} */
export function makePeople(ids, seed = 0) {
    return ids.map((id, index) => ({
        id,
        salt: seed ? `${id}/${seed}` : id,
        label: `Recorded person ${String(index + 1).padStart(2, '0')} (${id})`,
        // The person with heart rate and weights, number 33, lives in the zone of the study.
        zone: index === ids.length - 1 ? 'America/New_York' : zones[index % zones.length],
        withings: String(20000000 + (Number(id) % 10000000)),
        oura: stableId('oura-user', id),
    }));
}

/** A UUID that is the same in every run. @param {...(string|number)} parts @returns {string} */
export function stableId(...parts) {
    const h = createHash('sha256').update(parts.join('\n')).digest('hex');
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`;
}

/** A number in 0..1 that is the same in every run. @param {...(string|number)} parts @returns {number} */
export function stableNumber(...parts) {
    return createHash('sha256').update(parts.join('\n')).digest().readUInt32BE(0) / 2 ** 32;
}
