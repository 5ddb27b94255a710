import type { paths } from '../../shared/api/schema.gen';

type Body<P extends keyof paths> = paths[P] extends {
    get: { responses: { 200: { content: { 'application/json': infer T } } } };
}
    ? T
    : never;
type Own = Body<'/care/you/referrals'>;
export type Referral = Own['referrals'][number];
export type Asked = Own['asked'];
export type Report = Body<'/care/you/reports'>['reports'][number];
export type Form = Body<'/care/you/release-forms'>['forms'][number];
