import type { Body } from '../shared/api/types';

export type Me = Body<'/staff/me', 'get', 200>;
export type Vocabulary = Body<'/staff/vocabulary', 'get', 200>;
export type Invitation = Body<'/staff/invitation', 'post', 200>;
export type SignInStep = Body<'/staff/sign-in', 'post', 200>;
export type Challenge = Body<'/staff/step-up/challenge', 'post', 200>;
export type Factors = Body<'/staff/factors', 'get', 200>;
export type AccountRow = Body<'/staff/accounts', 'get', 200>['accounts'][number];
export type Account = Body<'/staff/accounts/{account}', 'get', 200>;
export type NewLink = Body<'/staff/accounts', 'post', 201>;
export type ClientRow = Body<'/staff/clients', 'get', 200>['clients'][number];
export type Door = Body<'/staff/exceptional-access', 'get', 200>['access'][number];
export type PasskeyCreation = Invitation['passkey'];
export type PasskeyRequest = NonNullable<Challenge['passkey']>;
