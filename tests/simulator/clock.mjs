// The simulator's time. Tokens and webhooks live in real time plus an offset that tests move; the data can be asked to
// end at "now" as well, so that today fills up while one watches.

export class Clock {
    /** @param {{offset?: number, dataEnd?: 'none'|'now'}} [options] offset in seconds */
    constructor({ offset = 0, dataEnd = 'none' } = {}) {
        this.offset = offset;
        this.dataEnd = dataEnd;
    }

    /** @returns {number} epoch seconds, whole */
    now() {
        return Math.floor(Date.now() / 1000) + this.offset;
    }

    /** Data recorded after this instant are not there yet. @returns {number} epoch seconds or Infinity */
    dataLimit() {
        return this.dataEnd === 'now' ? this.now() : Infinity;
    }
}
