// Every page and state worth looking at: name, address, scene of the stub server, what to do first.
const connection = (number) => `0193a4c0-0000-7000-8000-${String(number).padStart(12, '0')}`;
const click = (name, role = 'button') => async (page) => {
    await page.getByRole(role, { name }).first().click();
    await page.waitForTimeout(500);
};
const signIn = (then) => async (page) => {
    await page.getByLabel('Client id').fill('northwind');
    await page.getByRole('textbox', { name: 'Client secret' }).fill('right');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    await then?.(page);
    await page.waitForTimeout(400);
};
const toMember = async (page) => {
    await page.getByRole('link', { name: 'pt-4424' }).click();
    await page.getByRole('button', { name: 'Make a connect link' }).waitFor();
};

export const pages = [
    { name: 'welcome', at: '/' },
    { name: 'trust', at: '/trust' },
    { name: 'trust-open', at: '/trust?part=S&standing=kept', act: async (page) => page.locator('summary').first().click() },
    { name: 'trust-broken', at: '/trust', scene: 'broken' },
    { name: 'trust-none', at: '/trust?q=zebra' },
    { name: 'trust-empty', at: '/trust', scene: 'new' },
    { name: 'trust-failing', at: '/trust', scene: 'failing', settle: 9000 },
    { name: 'connect-refused', at: '/connect#token=expired' },
    { name: 'connect-no-link', at: '/connect' },
    { name: 'connect-works', at: '/connect#token=good' },
    { name: 'overview', at: '/app' },
    { name: 'overview-new', at: '/app', scene: 'new' },
    { name: 'overview-failing', at: '/app', scene: 'failing', settle: 9000 },
    { name: 'overview-ending', at: '/app', scene: 'ending' },
    { name: 'session-expired', at: '/app', scene: 'expired' },
    { name: 'programs', at: '/app/programs' },
    { name: 'programs-problem', at: '/app/programs?problem=denied' },
    { name: 'consent', at: '/app/programs/add/withings' },
    {
        name: 'consent-chosen',
        at: '/app/programs/add/withings',
        act: async (page) => {
            await page.getByRole('button', { name: 'Choose all: Show it to you' }).click();
            await page.waitForTimeout(300);
        },
    },
    { name: 'consent-nothing', at: '/app/programs/add/dexcom', act: click('Continue to Dexcom') },
    { name: 'connection', at: `/app/programs/${connection(2)}` },
    { name: 'connection-broken', at: `/app/programs/${connection(3)}` },
    {
        name: 'connection-refusing',
        at: `/app/programs/${connection(1)}`,
        scene: 'refusing',
        act: async (page) => {
            await page.getByRole('switch', { name: 'Show it to you' }).first().click();
            await page.waitForTimeout(600);
        },
    },
    {
        name: 'permission-last',
        at: `/app/programs/${connection(2)}`,
        viewportOnly: true,
        act: async (page) => {
            await page.getByRole('switch', { name: 'Show it to you' }).nth(1).click();
            await page.waitForTimeout(500);
        },
    },
    { name: 'disconnect', at: `/app/programs/${connection(1)}`, act: click('Disconnect and delete'), viewportOnly: true },
    { name: 'receipt-working', at: '/app/receipt?of=program#none', act: async () => undefined },
    { name: 'receipt-done', at: '/app/receipt?of=everything#done1' },
    { name: 'data', at: '/app/data' },
    { name: 'data-new', at: '/app/data', scene: 'new' },
    { name: 'metric-week', at: '/app/data/heart_rate' },
    {
        name: 'metric-keyboard',
        at: '/app/data/heart_rate?range=month',
        act: async (page) => {
            await page.getByRole('slider').focus();
            for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowLeft');
            await page.waitForTimeout(300);
        },
    },
    { name: 'metric-day', at: '/app/data/heart_rate?range=day&day=TODAY' },
    { name: 'metric-year', at: '/app/data/heart_rate?range=year' },
    { name: 'metric-table', at: '/app/data/heart_rate?range=week&view=table' },
    { name: 'metric-sleep', at: '/app/data/sleep_stage?range=week' },
    { name: 'metric-night', at: '/app/data/sleep_stage?range=day&day=TODAY' },
    { name: 'metric-steps', at: '/app/data/steps?range=month' },
    { name: 'metric-weight', at: '/app/data/weight?range=month' },
    { name: 'metric-empty', at: '/app/data/weight?range=week&day=2025-01-06' },
    { name: 'access', at: '/app/access' },
    { name: 'access-choices', at: '/app/access?show=choices' },
    { name: 'import', at: '/app/import' },
    {
        name: 'import-report',
        at: '/app/import?program=libre_csv',
        act: async (page) => {
            await page.locator('input[type=file]').setInputFiles({ name: 'libre.csv', mimeType: 'text/csv', buffer: Buffer.from('x') });
            await page.getByRole('button', { name: 'Read this file' }).click();
            await page.getByText('Recognised as').first().waitFor();
            await page.waitForTimeout(3500);
        },
    },
    {
        name: 'import-several',
        at: '/app/import?program=libre_csv',
        act: async (page) => {
            await page.locator('input[type=file]').setInputFiles({ name: 'several.csv', mimeType: 'text/csv', buffer: Buffer.from('x') });
            await page.getByRole('button', { name: 'Read this file' }).click();
            await page.getByText('Which one are you').waitFor();
        },
    },
    { name: 'details', at: '/app/details' },
    { name: 'leave', at: '/app/leave' },
    { name: 'leave-mistyped', at: '/app/leave', act: click('Erase everything and leave') },
    {
        name: 'leave-working',
        at: '/app/leave',
        act: async (page) => {
            await page.getByRole('textbox').fill('erase everything');
            await page.getByRole('button', { name: 'Erase everything and leave' }).click();
            await page.getByText('Erasing now').waitFor();
            await page.waitForTimeout(3000);
        },
    },
    { name: 'not-found', at: '/app/nothing/here' },
    { name: 'console-sign-in', at: '/console' },
    { name: 'console-members', at: '/console', act: signIn() },
    { name: 'console-member', at: '/console', act: signIn(toMember) },
    {
        name: 'console-link',
        at: '/console',
        act: signIn(async (page) => {
            await toMember(page);
            await page.getByRole('button', { name: 'Make a connect link' }).click();
            await page.getByText('Valid for').waitFor();
        }),
    },
    {
        name: 'console-metric',
        at: '/console',
        act: signIn(async (page) => {
            await toMember(page);
            await page.getByRole('link', { name: 'Heart rate' }).click();
            await page.getByRole('slider').waitFor();
        }),
    },
    { name: 'console-events', at: '/console/events', act: signIn() },
    { name: 'console-log', at: '/console/log', act: signIn() },
];
