const browsers: [RegExp, string][] = [[/Edg\//, 'Edge'], [/Firefox\//, 'Firefox'], [/Chrom(e|ium)\//, 'Chrome'], [/Safari\//, 'Safari']];
const systems: [RegExp, string][] = [[/Windows/, 'Windows'], [/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Macintosh/, 'macOS'], [/Linux/, 'Linux']];

/** What people call the browser that names itself so (its User-Agent); nothing where it is none of the usual ones. */
export function deviceOf(agent: string): { browser: string; system: string } | undefined {
    const browser = browsers.find(([sign]) => sign.test(agent))?.[1];
    const system = systems.find(([sign]) => sign.test(agent))?.[1];
    return browser && system ? { browser, system } : undefined;
}
