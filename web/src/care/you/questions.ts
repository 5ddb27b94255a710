import type { Body } from '../../shared/api/types';

type Own = Body<'/care/you/referrals', 'get', 200>;
export type Referral = Own['referrals'][number];
export type Asked = Own['asked'];
export type Report = Body<'/care/you/reports', 'get', 200>['reports'][number];
export type Form = Body<'/care/you/release-forms', 'get', 200>['forms'][number];
export type Devices = Body<'/care/you/devices', 'get', 200>;
export type Joined = Devices['links'][number];
export type Share = Devices['shares'][number];
