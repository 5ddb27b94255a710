// The app on somebody's phone: one-time codes by RFC 6238 (SHA-1, 6 digits, 30 seconds).
import { createHmac } from 'node:crypto';

/** @param {string} text */
export const fromBase32 = (text) => {
    const bits = [...text].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
    return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
};

/** @param {Buffer} secret @param {number} step */
export const oneTimeCode = (secret, step) => {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const digest = createHmac('sha1', secret).update(counter).digest();
    return String((digest.readUInt32BE(digest[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
};
