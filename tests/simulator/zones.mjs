// Civil days and times to instants and back, in IANA zones. Days are counted from 1970-01-01.

const formats = new Map();
const offsets = new Map();

/** Offset of a zone from UTC in seconds at an instant. @param {string} zone @param {number} epoch seconds @returns {number} */
export function offsetAt(zone, epoch) {
    // Zones change at quarter hours at the finest, so one answer serves the quarter.
    const key = `${zone}/${Math.floor(epoch / 900)}`;
    const known = offsets.get(key);
    if (known !== undefined) return known;
    if (!formats.has(zone)) {
        formats.set(zone, new Intl.DateTimeFormat('en-US', {
            timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric',
            hour: 'numeric', minute: 'numeric', second: 'numeric',
        }));
    }
    /** @type {Record<string, number>} */
    const p = {};
    for (const { type, value } of formats.get(zone).formatToParts(epoch * 1000)) p[type] = Number(value);
    const local = Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second) / 1000;
    const offset = local - Math.floor(epoch);
    offsets.set(key, offset);
    return offset;
}

/** The instant of a local second; in a gap or fold the earlier offset decides. @param {string} zone @param {number} day @param {number} second of that day, may run past either end @returns {number} epoch seconds */
export function instant(zone, day, second) {
    const local = day * 86400 + second;
    const first = local - offsetAt(zone, local);
    const offset = offsetAt(zone, first);
    return local - offset;
}

/** @param {string} zone @param {number} epoch @returns {number} the civil day at that instant */
export function dayAt(zone, epoch) {
    return Math.floor((epoch + offsetAt(zone, epoch)) / 86400);
}

/** "2016-04-13" to a day number. @param {string} text @returns {number} */
export function dayNumber(text) {
    return Date.parse(`${text}T00:00:00Z`) / 86400e3;
}

/** @param {number} day @returns {string} "2016-04-13" */
export function dayText(day) {
    return new Date(day * 86400e3).toISOString().slice(0, 10);
}

/** RFC 3339 with milliseconds and the zone's offset, as Oura writes it. @param {string} zone @param {number} epoch @returns {string} */
export function offsetText(zone, epoch) {
    const offset = offsetAt(zone, epoch);
    const minutes = Math.abs(offset) / 60;
    const two = (/** @type {number} */ n) => String(Math.floor(n)).padStart(2, '0');
    const local = new Date((epoch + offset) * 1000).toISOString().slice(0, 23);
    return `${local}${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}
