import type { ReceiptState } from './types';

export type Verdict = 'valid' | 'invalid' | 'unknown';

/**
 * Checks a receipt's Ed25519 signature over its text (RFC 8032) with the browser's own cryptography. That the key is
 * the installation's is for the reader to compare: this page comes from the same server as the key.
 */
export async function verdictOn(receipt: ReceiptState): Promise<Verdict> {
    const { receipt_text: text, signature, public_key: key } = receipt;
    if (!text || !signature || !key || !globalThis.crypto?.subtle) return 'unknown';
    try {
        const imported = await crypto.subtle.importKey('raw', bytes(key), 'Ed25519', false, ['verify']);
        const holds = await crypto.subtle.verify('Ed25519', imported, bytes(signature), new TextEncoder().encode(text));
        return holds && sameAs(receipt.receipt, text) ? 'valid' : 'invalid';
    } catch (error) {
        return error instanceof DOMException && error.name === 'NotSupportedError' ? 'unknown' : 'invalid';
    }
}

/** What is shown must be what was signed. */
function sameAs(shown: unknown, text: string): boolean {
    return JSON.stringify(shown) === JSON.stringify(JSON.parse(text));
}

function bytes(base64: string): Uint8Array<ArrayBuffer> {
    const binary = atob(base64);
    const out = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at++) out[at] = binary.charCodeAt(at);
    return out;
}
