import type { PasskeyCreation, PasskeyRequest } from './types';

/** What the server needs to know of a passkey made here (WebAuthn Level 2, section 5.2.1). */
export interface NewCredential {
    id: string;
    client_data_json: string;
    authenticator_data: string;
}
export type Assertion = NewCredential & { signature: string };

export function passkeysWork(): boolean {
    return typeof window.PublicKeyCredential === 'function' && navigator.credentials !== undefined;
}

export async function makePasskey(wanted: PasskeyCreation): Promise<NewCredential> {
    const made = (await navigator.credentials.create({
        publicKey: {
            challenge: bytesOf(wanted.challenge),
            rp: { id: wanted.rp_id, name: wanted.rp_name },
            user: { id: bytesOf(wanted.user_id), name: wanted.user_name, displayName: wanted.user_display_name },
            pubKeyCredParams: wanted.algorithms.map((alg) => ({ type: 'public-key', alg })),
            excludeCredentials: wanted.exclude_ids.map((id) => ({ type: 'public-key', id: bytesOf(id) })),
            authenticatorSelection: { userVerification: 'required' },
            attestation: 'none',
            timeout: wanted.timeout_ms,
        },
    })) as PublicKeyCredential | null;
    if (!made) throw new DOMException('', 'NotAllowedError');
    const response = made.response as AuthenticatorAttestationResponse;
    return {
        id: textOf(made.rawId),
        client_data_json: textOf(response.clientDataJSON),
        authenticator_data: textOf(response.getAuthenticatorData()),
    };
}

export async function showPasskey(wanted: PasskeyRequest): Promise<Assertion> {
    const shown = (await navigator.credentials.get({
        publicKey: {
            challenge: bytesOf(wanted.challenge),
            rpId: wanted.rp_id,
            allowCredentials: wanted.allow_ids.map((id) => ({ type: 'public-key', id: bytesOf(id) })),
            userVerification: 'required',
            timeout: wanted.timeout_ms,
        },
    })) as PublicKeyCredential | null;
    if (!shown) throw new DOMException('', 'NotAllowedError');
    const response = shown.response as AuthenticatorAssertionResponse;
    return {
        id: textOf(shown.rawId),
        client_data_json: textOf(response.clientDataJSON),
        authenticator_data: textOf(response.authenticatorData),
        signature: textOf(response.signature),
    };
}

/** base64url without padding (RFC 4648 section 5), as the server writes and reads it. */
export function textOf(bytes: ArrayBuffer): string {
    const binary = Array.from(new Uint8Array(bytes), (one) => String.fromCharCode(one)).join('');
    return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

export function bytesOf(text: string): ArrayBuffer {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (one) => one.charCodeAt(0)).buffer;
}
