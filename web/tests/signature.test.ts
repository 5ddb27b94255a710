// @vitest-environment node
import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { verdictOn } from '../src/shared/api/signature';

const key = generateKeyPairSync('ed25519');
const receipt = { erased_at: '2026-11-22T10:00:00Z', records: 42 };
const text = JSON.stringify(receipt);
const answer = {
    state: 'done',
    steps: [],
    receipt: receipt as unknown,
    receipt_text: text,
    signature: sign(null, Buffer.from(text), key.privateKey).toString('base64'),
    public_key: key.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64'),
};

test('a genuine receipt is found genuine', async () => expect(await verdictOn(answer)).toBe('valid'));

test('a changed text, a changed signature and a shown value that was not signed are found out', async () => {
    expect(await verdictOn({ ...answer, receipt_text: text.replace('42', '43') })).toBe('invalid');
    expect(await verdictOn({ ...answer, receipt: { ...receipt, records: 43 } })).toBe('invalid');
    const other = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
    expect(await verdictOn({ ...answer, public_key: other.toString('base64') })).toBe('invalid');
    expect(await verdictOn({ ...answer, signature: 'AAAA' })).toBe('invalid');
});

test('without a signature nothing is claimed', async () =>
    expect(await verdictOn({ ...answer, signature: undefined })).toBe('unknown'));
