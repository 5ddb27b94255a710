// Made-up people and values for looking at pages; used by `npm run dev:stub` only, never built in.
import type {
    AccessEntry, ClientLogEntry, Connection, ConsentEvent, Day, Import, MemberRow, OwnNotice, Permission, Program, Sample, WebhookEvent,
} from '../src/shared/api/types';

const hour = 3_600_000;
const dayLength = 24 * hour;
export const client = 'Northwind Health';
const basis = 'Your explicit consent (GDPR Article 6(1)(a) and 9(2)(a))';
const kept = 'Until you withdraw your permission or end your membership; then it is deleted at once.';

export const at = (agoMilliseconds: number) => new Date(Date.now() - agoMilliseconds).toISOString();
const id = (number: number) => `0193a4c0-0000-7000-8000-${String(number).padStart(12, '0')}`;

const purposes = [
    {
        code: 'self',
        title: 'Show it to you',
        description: 'You see your own data here, as charts and tables, and can take them with you.',
        recipient: { code: 'self', title: 'You' },
        lawful_basis: basis,
        retention: kept,
    },
    {
        code: 'share_with_client',
        title: 'Share it with your portal',
        description: 'The healthcare portal that sent you here can read these data, and is told when new ones arrive.',
        recipient: { code: 'client', title: client },
        lawful_basis: basis,
        retention: kept,
    },
];

const categories = {
    heart: {
        title: 'Heart',
        description:
            'Your heart rate, at rest and over the day, the time between heartbeats and how much it varies. It can hint at illness, stress and fitness.',
        what: 'Heart rate, resting heart rate, heart rate variability',
    },
    sleep: {
        title: 'Sleep',
        description: 'When you went to bed and woke up, how long you slept, and the stages of your sleep.',
        what: 'Sleep stages, time asleep, time in bed',
    },
    body: {
        title: 'Body measurements',
        description: 'Weight, height, waist and what your body is made of (fat, muscle, bone, water).',
        what: 'Weight, body fat, muscle mass',
    },
    activity: {
        title: 'Everyday activity',
        description:
            'Steps, distance, floors climbed and energy burned. From minute values one can see when you are up and about.',
        what: 'Steps, distance, active energy',
    },
    glucose: {
        title: 'Blood sugar',
        description: 'Glucose readings from a meter or from a sensor under the skin. They show diabetes and what follows a meal.',
        what: 'Glucose every five minutes',
    },
    blood_pressure: {
        title: 'Blood pressure',
        description: 'The upper and lower value of each blood pressure reading.',
        what: 'Systolic and diastolic blood pressure',
    },
} as const;
type Code = keyof typeof categories;

const offered = (codes: Code[]): Program['categories'] =>
    codes.map((code) => ({
        code,
        title: categories[code].title,
        description: categories[code].description,
        what_is_collected: categories[code].what,
        purposes,
    }));

export const programs: Program[] = [
    { code: 'withings', title: 'Withings', description: 'Scales, blood pressure monitors and sleep mats.', homepage: 'https://www.withings.com', kind: 'oauth', history_days: 90, connected: true, categories: offered(['body', 'blood_pressure', 'heart']) },
    { code: 'oura', title: 'Oura', description: 'A ring that measures sleep, heart and activity.', homepage: 'https://ouraring.com', kind: 'oauth', history_days: 180, connected: true, categories: offered(['sleep', 'heart', 'activity']) },
    { code: 'dexcom', title: 'Dexcom', description: 'A glucose sensor under the skin.', homepage: 'https://www.dexcom.com', kind: 'oauth', history_days: 30, connected: false, categories: offered(['glucose']) },
    { code: 'polar', title: 'Polar Flow', description: 'Sports watches and heart rate straps.', kind: 'oauth', history_days: 28, connected: true, categories: offered(['heart', 'activity', 'sleep']) },
    { code: 'libre_csv', title: 'FreeStyle Libre file', description: 'The text file that LibreView or a Libre reader exports.', kind: 'file', history_days: 0, connected: true, categories: offered(['glucose']) },
    { code: 'apple_export', title: 'Apple Health export', description: 'The file export.xml from the Health app of an iPhone.', kind: 'file', history_days: 0, connected: false, categories: offered(['heart', 'sleep', 'activity', 'body']) },
];

const started = Date.now();

export function connections(): Connection[] {
    const percent = Math.min(96, 34 + Math.floor((Date.now() - started) / 4000));
    const grants = (codes: Code[]) =>
        codes.flatMap((category) =>
            purposes.map((one) => ({ category, purpose: one.code, recipient: one.recipient.code, granted: true, since: at(40 * dayLength) })),
        );
    return [
        {
            connection_id: id(1), program: 'withings', title: 'Withings', kind: 'oauth', created_at: at(41 * dayLength), state: 'connected', connected_at: at(41 * dayLength), last_data_at: at(3 * hour),
            history: { state: 'done', from: at(131 * dayLength), percent: 100, samples: 412 }, live_samples: 187, grants: grants(['body', 'blood_pressure', 'heart']),
        },
        {
            connection_id: id(2), program: 'oura', title: 'Oura', kind: 'oauth', created_at: at(hour / 4), state: 'connected', connected_at: at(hour / 4), last_data_at: at(hour / 30),
            history: { state: 'running', from: at(180 * dayLength), percent, samples: 1480 * percent }, live_samples: 212, grants: grants(['sleep', 'heart', 'activity']),
        },
        {
            connection_id: id(3), program: 'polar', title: 'Polar Flow', kind: 'oauth', created_at: at(300 * dayLength), state: 'broken', connected_at: at(300 * dayLength), last_data_at: at(12 * dayLength),
            history: { state: 'done', from: at(328 * dayLength), percent: 100, samples: 20_411 }, live_samples: 198_202, grants: grants(['heart']),
        },
    ];
}

export function permissions(): Permission[] {
    const rows: Permission[] = [];
    const add = (connection: number, program: string, codes: Code[], shared: Code[]) => {
        for (const category of codes)
            for (const one of purposes)
                rows.push({
                    connection_id: id(connection), program_title: program, category, category_title: categories[category].title,
                    purpose: one.code, purpose_title: one.title, recipient: one.recipient.code, recipient_title: one.recipient.title,
                    granted: one.code === 'self' || shared.includes(category), since: at(41 * dayLength),
                });
    };
    add(1, 'Withings', ['body', 'blood_pressure', 'heart'], ['blood_pressure', 'heart']);
    add(2, 'Oura', ['sleep', 'heart', 'activity'], ['sleep']);
    add(3, 'Polar Flow', ['heart'], []);
    return rows;
}

const source = (connection: number, program: string, samples: number, last = 3 * hour) => ({
    connection_id: id(connection), program: program.toLowerCase(), first: at(131 * dayLength), last: at(last), samples,
});

export const metrics = () => [
    { metric: 'heart_rate', title: 'Heart rate', category: 'heart', category_title: 'Heart', unit: '/min', daily: 'mean', sources: [source(2, 'Oura', 41_210, hour / 30), source(3, 'Polar Flow', 218_613, 12 * dayLength)] },
    { metric: 'sleep_stage', title: 'Sleep stage', category: 'sleep', category_title: 'Sleep', unit: '', daily: 'time_by_code', codes: ['awake', 'light', 'deep', 'rem', 'asleep', 'in_bed'], sources: [source(2, 'Oura', 4120, 5 * hour)] },
    { metric: 'sleep_total', title: 'Time asleep', category: 'sleep', category_title: 'Sleep', unit: 'min', daily: 'sum', sources: [source(2, 'Oura', 131, 5 * hour)] },
    { metric: 'steps', title: 'Steps', category: 'activity', category_title: 'Everyday activity', unit: '{steps}', daily: 'sum', sources: [source(2, 'Oura', 12_009, hour)] },
    { metric: 'weight', title: 'Weight', category: 'body', category_title: 'Body measurements', unit: 'kg', daily: 'last', sources: [source(1, 'Withings', 96, 26 * hour)] },
    { metric: 'blood_pressure_systolic', title: 'Systolic blood pressure', category: 'blood_pressure', category_title: 'Blood pressure', unit: 'mm[Hg]', daily: 'mean', sources: [source(1, 'Withings', 250)] },
    { metric: 'blood_pressure_diastolic', title: 'Diastolic blood pressure', category: 'blood_pressure', category_title: 'Blood pressure', unit: 'mm[Hg]', daily: 'mean', sources: [source(1, 'Withings', 250)] },
];

// The same number for the same seed, so that pages look alike from run to run.
const noise = (seed: number) => {
    const value = Math.sin(seed * 127.1 + 311.7) * 43_758.5453;
    return value - Math.floor(value);
};

export function daily(metric: string, from: string, to: string): Day[] {
    const days: Day[] = [];
    const end = Math.min(Date.parse(`${to}T23:59:59Z`), Date.now());
    for (let time = Date.parse(`${from}T12:00:00Z`); time <= end; time += dayLength) {
        const number = Math.floor(time / dayLength);
        const random = noise(number);
        const day = new Date(time).toISOString().slice(0, 10);
        if (noise(number + 0.4) < 0.06 || time < started - 131 * dayLength) continue;
        const add = (value: number, count: number, min = value, max = value) => days.push({ day, value, count, min, max });
        if (metric === 'sleep_stage') {
            const minutes = { deep: 55 + Math.round(40 * random), light: 210 + Math.round(70 * noise(number + 0.2)), rem: 70 + Math.round(45 * noise(number + 0.3)), awake: 12 + Math.round(35 * random), in_bed: 450 };
            days.push({ day, value: 0, count: 38, min: 0, max: 0, minutes_by_code: minutes });
        } else if (metric === 'heart_rate') add(62 + 9 * random, 280, 46 + Math.round(5 * random), 112 + Math.round(50 * noise(number + 0.5)));
        else if (metric === 'steps') add(Math.round(3200 + 9000 * random), 96);
        else if (metric === 'sleep_total') add(Math.round(360 + 110 * random), 1);
        else if (metric === 'weight') {
            if (random > 0.45) add(Math.round((78.4 - (number % 131) * 0.012 + random) * 10) / 10, 1);
        } else if (random > 0.3) {
            const base = metric.endsWith('systolic') ? 124 : 79;
            add(base + Math.round(12 * random), 2, base - 3, base + 15);
        }
    }
    return days;
}

export function samples(metric: string, from: string, to: string): Sample[] {
    const end = Math.min(Date.parse(to), Date.now());
    const begin = Date.parse(from);
    const own = { connection_id: id(metric === 'weight' || metric.startsWith('blood') ? 1 : 2), program: 'oura' };
    const found: Sample[] = [];
    if (metric === 'heart_rate') {
        for (let time = begin; time < end; time += 5 * 60_000) {
            const hours = new Date(time).getUTCHours();
            if (hours === 13) continue;
            found.push({ metric, start: new Date(time).toISOString(), value: Math.round((hours < 7 ? 52 : 68) + 8 * Math.sin(time / 4e6) + 18 * noise(time / 3e5) ** 3), offset_minutes: hours > 18 ? 60 : 0, source: own });
        }
        for (let time = begin + 7 * hour; time < Math.min(end, begin + 8 * hour); time += 60_000)
            found.push({ metric, start: new Date(time).toISOString(), value: Math.round(110 + 40 * noise(time / 6e4)), offset_minutes: 0, source: { connection_id: id(3), program: 'polar' } });
    } else if (metric === 'sleep_stage') {
        const stages = ['light', 'deep', 'light', 'rem', 'awake', 'light', 'deep', 'rem'];
        let time = begin + 10.8 * hour;
        for (let step = 0; step < 22 && time < end; step++) {
            const length = (8 + Math.round(35 * noise(step + begin / dayLength))) * 60_000;
            found.push({ metric, start: new Date(time).toISOString(), end: new Date(time + length).toISOString(), code: stages[step % 8], offset_minutes: 0, source: own });
            time += length;
        }
    } else if (metric === 'steps') {
        for (let time = begin + 7 * hour; time < Math.min(end, begin + 22 * hour); time += 15 * 60_000)
            found.push({ metric, start: new Date(time).toISOString(), end: new Date(time + 15 * 60_000).toISOString(), value: Math.round(420 * noise(time / 9e5) ** 2), source: own });
    } else {
        found.push({ metric, start: new Date(begin + 7.3 * hour).toISOString(), value: metric === 'weight' ? 77.6 : 128, source: own });
    }
    return found.filter((one) => Date.parse(one.start) < end);
}

export function accessLog(): AccessEntry[] {
    const entry = (number: number, ago: number, rest: Omit<AccessEntry, 'id' | 'at'>): AccessEntry => ({ id: id(number), at: at(ago), ...rest });
    const portal = { kind: 'client', name: client };
    const you = { kind: 'member', name: '' };
    const read = { action: 'timeseries.read', action_title: 'read measurements' };
    const shared = { purpose: 'share_with_client', purpose_title: 'Share it with your portal' };
    const service = { purpose: 'provide_service', purpose_title: 'Provide the service' };
    const span = { from: at(7 * dayLength), to: at(0) };
    return [
        entry(1, 0.1 * hour, { who: you, ...read, purpose: 'self', purpose_title: 'Show it to you', decision: 'permit', details: { metric: 'heart_rate', category: 'heart', count: '2016' } }),
        entry(2, 0.4 * hour, { who: portal, ...read, ...shared, decision: 'permit', details: { metric: 'sleep_stage', category: 'sleep', count: '38', ...span } }),
        entry(3, 0.5 * hour, { who: portal, ...read, ...shared, decision: 'refuse', details: { metric: 'weight', category: 'body' } }),
        entry(4, 1.2 * hour, { who: { kind: 'vendor', name: 'oura' }, action: 'timeseries.write', action_title: 'store measurements', purpose: 'collect', purpose_title: 'Collect it', decision: 'permit', details: { program: 'oura', count: '412' } }),
        entry(5, 27 * hour, { who: portal, action: 'members.read', action_title: 'look a member up', ...service, decision: 'permit', details: {} }),
        entry(6, 28 * hour, { who: { kind: 'operator', name: 'M. Okafor' }, ...read, ...service, decision: 'refuse', details: { metric: 'heart_rate' } }),
        entry(7, 52 * hour, { who: { kind: 'system', name: 'deliver' }, action: 'sharing.push', action_title: 'send news of measurements to the portal', ...shared, decision: 'permit', details: { category: 'sleep', count: '1' } }),
        entry(8, 53 * hour, { who: you, action: 'consent.change', action_title: 'change your permissions', ...service, decision: 'permit', details: { program: 'withings', category: 'body' } }),
    ];
}

export function clientLog(): ClientLogEntry[] {
    const entry = (number: number, decision: string, reason?: string): ClientLogEntry => ({
        at: at(number * hour), actor_kind: 'client', action: 'timeseries.read', purpose: 'share_with_client', decision, reason, request_id: id(800 + number),
    });
    return [entry(1, 'permit'), entry(2, 'refuse', 'no_consent'), entry(26, 'permit')];
}

export function consents(): ConsentEvent[] {
    const event = (ago: number, program: string, category: string, purpose: string, decision: ConsentEvent['decision']): ConsentEvent => ({
        at: at(ago), connection_id: id(1), program_title: program, category, purpose, recipient: purpose === 'self' ? 'self' : 'client', decision, wording_version: '2026-11-01', channel: 'web',
    });
    return [
        event(53 * hour, 'Withings', 'body', 'share_with_client', 'withdrawn'),
        event(41 * dayLength, 'Withings', 'body', 'share_with_client', 'granted'),
        event(41 * dayLength, 'Withings', 'blood_pressure', 'self', 'granted'),
        event(41 * dayLength, 'Oura', 'activity', 'share_with_client', 'refused'),
    ];
}

export function notice(): OwnNotice {
    const head = (edition: number, ago: number): OwnNotice['notice'] => ({
        notice_id: id(70 + edition), service: 'connect', territory: 'ie', title: 'Privacy notice: Connect in Ireland', edition, updated: at(ago),
        policy_version: '13cdd760d9c8e424', text_hash: 'e3b0c442', url: `/privacy/connect/ie?edition=${edition}`,
    });
    return {
        notice: head(2, 9 * dayLength), shown: true, come: [], gone: [],
        in_short: ['Wellkept Ireland Ltd answers for your data. You reach it at privacy@ie.wellkept.example.', 'You can complain to the Data Protection Commission.'],
        shown_before: [{ notice: head(2, 9 * dayLength), shown_at: at(8 * dayLength) }, { notice: head(1, 60 * dayLength), shown_at: at(41 * dayLength) }],
    };
}

export const report: NonNullable<Import['report']> = {
    format: 'FreeStyle Libre, LibreView CSV',
    rows_read: 2914, samples_new: 2650, samples_known: 211, samples_updated: 4, samples_not_allowed: 0,
    rows_ignored: [{ reason: 'note', text: 'Notes and food entries are not collected.', rows: 38 }],
    rows_refused: [{ reason: 'implausible', text: 'The value is outside of what a person can have.', rows: 11, first_lines: [14, 92, 1207] }],
    metrics: [{ metric: 'glucose_cgm', title: 'Glucose (continuous sensor)', samples: 2650 }],
    first: at(40 * dayLength), last: at(12 * dayLength),
};

export const imports = (): Import[] => [
    { import_id: id(71), program: 'libre_csv', name: 'LibreView_October.csv', state: 'done', created_at: at(30 * dayLength), percent: 100, report },
    { import_id: id(72), program: 'libre_csv', state: 'refused', created_at: at(31 * dayLength), percent: 0, problem: { code: 'unknown_format', text: 'This is not a file we can read: the header line of a LibreView export is missing.' } },
];

export const members = (): MemberRow[] =>
    Array.from({ length: 9 }, (_, number) => ({
        member_id: id(500 + number), user_key: `pt-${4410 + number * 7}`, created_at: at((3 + number * 9) * dayLength), status: number === 7 ? 'erasing' : 'active',
    }));

export function webhookEvents(): WebhookEvent[] {
    const event = (number: number, type: string, state: WebhookEvent['state'], attempts: number, rest: Partial<WebhookEvent> = {}): WebhookEvent => ({
        event_id: id(900 + number), member_id: id(502), type, created_at: at(number * hour), state, attempts, ...rest,
    });
    return [
        event(1, 'connection.history_progressed', 'delivered', 1, { last_status: 204 }),
        event(2, 'data.created', 'waiting', 3, { last_status: 503, next_attempt_at: at(-hour / 2) }),
        event(5, 'data.updated', 'failed', 8, { last_status: 500 }),
        event(9, 'data.deleted', 'delivered', 1, { last_status: 200 }),
        event(20, 'member.erased', 'dropped', 0),
    ];
}
