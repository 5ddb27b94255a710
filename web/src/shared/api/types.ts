import type { paths } from './schema.gen';

// Named by path, not by schema, so that another spelling of the schemas changes nothing here.
export type Body<P extends keyof paths, M extends keyof paths[P], S extends number> = paths[P][M] extends {
    responses: Record<S, { content: { 'application/json': infer B } }>;
}
    ? B
    : never;

export type Me = Body<'/me', 'get', 200>;
export type Contact = Body<'/me/contact', 'get', 200>;
export type Program = Body<'/me/programs', 'get', 200>['programs'][number];
export type Category = Program['categories'][number];
export type Purpose = Category['purposes'][number];
export type Connection = Body<'/me/connections', 'get', 200>['connections'][number];
export type Permission = Body<'/me/permissions', 'get', 200>['permissions'][number];
export type Sample = Body<'/me/samples', 'get', 200>['samples'][number];
export type SamplePage = Body<'/me/samples', 'get', 200>;
export type Daily = Body<'/me/daily', 'get', 200>;
export type Day = Daily['days'][number];
export type AccessPage = Body<'/me/access-log', 'get', 200>;
export type AccessEntry = AccessPage['entries'][number];
export type ClientLogPage = Body<'/v1/access-log', 'get', 200>;
export type ClientLogEntry = ClientLogPage['entries'][number];
export type ConsentEvent = Body<'/me/consents', 'get', 200>['events'][number];
export type OwnNotice = Body<'/me/notice', 'get', 200>;
export type Import = Body<'/me/imports/{import}', 'get', 200>;
export type ImportReport = NonNullable<Import['report']>;
export type ReceiptState = Body<'/receipts/{token}', 'get', 200>;
export type ClientAccount = Body<'/v1/client', 'get', 200>;
export type MemberRow = Body<'/v1/members', 'get', 200>['members'][number];
export type WebhookEvent = Body<'/v1/webhook-events', 'get', 200>['events'][number];
export type ConnectLink = Body<'/v1/members/{member}/connect-tokens', 'post', 201>;

export type Totals = Body<'/v1/statistics', 'get', 200>;
export type TotalsTable = Body<'/v1/statistics/{table}', 'get', 200>;
export type Trust = Body<'/v1/trust', 'get', 200>;

type BareMetric = Body<'/me/metrics', 'get', 200>['metrics'][number];

/** A metric, and the Programs it comes from with their titles. */
export type Metric = Omit<BareMetric, 'sources'> & {
    sources: (BareMetric['sources'][number] & { program_title: string })[];
};

/** Names the Program of each source as the person's connections name it. */
export function withTitles(metrics: BareMetric[], connections: Connection[]): Metric[] {
    const titles = new Map(connections.map((one) => [one.connection_id, one.title]));
    return metrics.map((metric) => ({
        ...metric,
        sources: metric.sources.map((source) => ({
            ...source,
            program_title: titles.get(source.connection_id) ?? source.program,
        })),
    }));
}

/** One choice of the consent page: this category, for this purpose. */
export interface Grant {
    category: string;
    purpose: string;
}
