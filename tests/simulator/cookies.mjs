import setCookie from 'set-cookie-parser';

/**
 * The cookies an answer sets, a line each. Debian 12's own Node has fetch without Headers.getSetCookie.
 * @param {Response} response
 * @returns {string[]}
 */
export const cookiesOf = (response) => setCookie.splitCookiesString(response.headers.get('set-cookie') ?? '');
