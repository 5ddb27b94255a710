import { Problem } from '../shared/api/problem';

export interface Upload {
    file: File;
    program: string;
    zone: string;
    person?: string;
}

export const largestFile = 64 * 1024 * 1024;

/**
 * Sends a file as it is; of a long name only the end, which tells more.
 * XMLHttpRequest, since fetch does not tell how far an upload has come.
 */
export function sendFile(upload: Upload, onSent: (share: number) => void, signal: AbortSignal): Promise<string> {
    const query = new URLSearchParams({ program: upload.program, zone: upload.zone, name: upload.file.name.slice(-60) });
    if (upload.person) query.set('person', upload.person);
    return new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open('POST', `/me/imports?${query.toString()}`);
        request.setRequestHeader('X-Wellkept', '1');
        request.setRequestHeader('Content-Type', typeOf(upload.file));
        request.upload.onprogress = (event) => onSent(event.lengthComputable ? event.loaded / event.total : 0);
        request.onerror = () => reject(Problem.unreachable());
        request.onabort = () => reject(new DOMException('', 'AbortError'));
        request.onload = () => {
            const answer = parsed(request.responseText);
            if (request.status === 202 && typeof answer?.['import_id'] === 'string') {
                resolve(answer['import_id']);
                return;
            }
            const headers = new Headers();
            const wait = request.getResponseHeader('Retry-After');
            if (wait) headers.set('Retry-After', wait);
            reject(Problem.from(answer, { status: request.status, headers }));
        };
        signal.addEventListener('abort', () => request.abort(), { once: true });
        request.send(upload.file);
    });
}

function typeOf(file: File): string {
    if (/\.csv$/i.test(file.name)) return 'text/csv';
    if (/\.(txt|tsv)$/i.test(file.name)) return 'text/plain';
    return 'application/octet-stream';
}

function parsed(text: string): Record<string, unknown> | undefined {
    try {
        const value: unknown = JSON.parse(text);
        return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
    } catch {
        return undefined;
    }
}
