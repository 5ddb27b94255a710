/** A refusal with HTTP status and a body in the manner of RFC 9457. */
export class OuraError extends Error {
    /** @param {number} status @param {string} title @param {unknown} detail @param {Record<string, string>} [headers] */
    constructor(status, title, detail, headers = {}) {
        super(title);
        this.status = status;
        this.headers = headers;
        this.json = { status, title, detail };
    }
}
