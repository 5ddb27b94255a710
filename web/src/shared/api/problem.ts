/** A refused or failed request, as the server told it (RFC 9457), or as the network did. */
export class Problem extends Error {
    constructor(
        readonly status: number,
        readonly code: string,
        readonly title: string,
        readonly detail?: string,
        readonly requestId?: string,
        /** Seconds the server asked to wait before the next try. */
        readonly retryAfter?: number,
    ) {
        super(code);
        this.name = 'Problem';
    }

    static unreachable(): Problem {
        return new Problem(0, 'unreachable', '');
    }

    static from(body: unknown, response: Pick<Response, 'status' | 'headers'>): Problem {
        const told = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
        const text = (name: string) => (typeof told[name] === 'string' ? (told[name] as string) : undefined);
        const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
        return new Problem(
            response.status,
            text('code') ?? `status_${response.status}`,
            text('title') ?? '',
            text('detail'),
            text('request_id') ?? response.headers.get('X-Request-Id') ?? undefined,
            Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined,
        );
    }

    /** True where the same request may well succeed a moment later. */
    get passing(): boolean {
        return this.status === 0 || this.status === 429 || this.status === 502 || this.status === 503 || this.status === 504;
    }
}

export function asProblem(error: unknown): Problem {
    return error instanceof Problem ? error : new Problem(0, 'unexpected', '');
}
