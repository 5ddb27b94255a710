// Searches files for planted values, in every shape in which they might lie there.
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The value itself, and as base64, hex and UTF-16 would show it. @param {string} value @returns {Buffer[]} */
export function shapes(value) {
    const plain = Buffer.from(value);
    // Base64 of the value at each of three offsets, without the characters that its neighbours share.
    const base64 = [0, 1, 2].map((shift) => Buffer.concat([Buffer.alloc(shift), plain]).toString('base64').slice(shift ? 4 : 0, -4)).filter((text) => text.length >= 10);
    return [plain, Buffer.from(plain.toString('hex')), Buffer.from(plain.toString('hex').toUpperCase()), Buffer.from(value, 'utf16le'), ...base64.map((text) => Buffer.from(text))];
}

/** A double as bytes, both ways round. @param {number} value */
export function doubles(value) {
    const little = Buffer.alloc(8), big = Buffer.alloc(8);
    little.writeDoubleLE(value);
    big.writeDoubleBE(value);
    return [little, big];
}

/** @param {string} directory @param {Buffer[]} needles @returns {Promise<{files: number, bytes: number, found: string[]}>} */
export async function search(directory, needles) {
    const longest = Math.max(...needles.map((n) => n.length));
    const result = { files: 0, bytes: 0, found: /** @type {string[]} */ ([]) };
    for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath ?? entry.path, entry.name);
        result.files++;
        let rest = Buffer.alloc(0);
        try {
            for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
                const block = Buffer.concat([rest, chunk]);
                result.bytes += chunk.length;
                if (needles.some((n) => block.includes(n))) { result.found.push(path); break; }
                rest = block.subarray(Math.max(0, block.length - longest));
            }
        } catch (error) {
            // The database takes away files of its own while we look.
            if (/** @type {any} */ (error).code !== 'ENOENT') throw error;
        }
    }
    return result;
}
