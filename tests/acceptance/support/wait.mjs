/** @param {number} ms */
export const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/**
 * Asks until the answer is truthy. @template T @param {string} what for the message @param {() => Promise<T>|T} ask
 * @param {{seconds?: number, every?: number}} [bounds] @returns {Promise<NonNullable<T>>}
 */
export async function until(what, ask, { seconds = 30, every = 100 } = {}) {
    const end = Date.now() + seconds * 1000;
    let last;
    for (;;) {
        last = await ask();
        if (last) return /** @type {NonNullable<T>} */ (last);
        if (Date.now() > end) throw new Error(`after ${seconds} s still not: ${what}`);
        await sleep(every);
    }
}
