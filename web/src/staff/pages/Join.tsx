import { Button, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import { asProblem } from '../../shared/api/problem';
import { Announcer } from '../../shared/parts/announce';
import { Answer, Empty, Loading, ProblemNote } from '../../shared/parts/answers';
import { Footer } from '../../shared/parts/Footer';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { Facts } from '../../shared/parts/small';
import { Wordmark } from '../../shared/parts/Wordmark';
import { dateTime } from '../../shared/i18n/format';
import { forgetJoinToken, joinToken } from '../join-token';
import { RecoveryCodes, TotpSecret } from '../parts/Enrol';
import { meetsRules, NewPassword } from '../parts/NewPassword';
import { FactorProblem } from '../parts/SecondFactor';
import { makePasskey, passkeysWork } from '../passkeys';
import { become } from '../session';
import classes from '../staff.module.css';
import type { Invitation } from '../types';

/** The first way in, by the link of an invitation: a password, a second factor, and the recovery codes, once. */
export default function Join() {
    const { t } = useTranslation();
    const [token] = useState(joinToken);
    const [codes, setCodes] = useState<string[]>();
    return (
        <div className={classes.bare}>
            <header>
                <Wordmark />
            </header>
            <main>
                {codes ? (
                    <Joined codes={codes} />
                ) : (
                    <Page title={t('staff:join.title')}>
                        {token ? (
                            <Invited token={token} onJoined={setCodes} />
                        ) : (
                            <Empty icon="people" title={t('staff:join.no_link_title')}>
                                {t('staff:join.no_link')}
                            </Empty>
                        )}
                    </Page>
                )}
            </main>
            <Footer />
            <Announcer />
        </div>
    );
}

function Joined({ codes }: { codes: string[] }) {
    const { t } = useTranslation();
    const navigate = useNavigate();
    return (
        <Page title={t('staff:join.codes_title')}>
            <Sheet className={classes.form}>
                <RecoveryCodes codes={codes} />
                <div>
                    <Button
                        onClick={() => {
                            become('in');
                            navigate('/desk');
                        }}
                    >
                        {t('staff:join.kept')}
                    </Button>
                </div>
            </Sheet>
        </Page>
    );
}

interface InvitedProps {
    token: string;
    onJoined: (codes: string[]) => void;
}

function Invited({ token, onJoined }: InvitedProps) {
    const { t } = useTranslation();
    const invitation = useQuery({
        queryKey: ['invitation'],
        queryFn: () => answerOf(api.POST('/staff/invitation', { body: { token } })),
        gcTime: 0,
        staleTime: Number.POSITIVE_INFINITY,
    });
    if (invitation.isError && asProblem(invitation.error).status === 401)
        return (
            <Empty icon="people" title={t('staff:join.refused_title')}>
                {t('staff:join.refused')}
            </Empty>
        );
    if (invitation.isPending) return <Loading lines={4} />;
    return (
        <Answer query={invitation}>
            {(data) => <Choose token={token} invitation={data} onJoined={onJoined} />}
        </Answer>
    );
}

function Choose({ token, invitation, onJoined }: InvitedProps & { invitation: Invitation }) {
    const { t } = useTranslation();
    const [password, setPassword] = useState('');
    const [method, setMethod] = useState('totp');
    const [code, setCode] = useState('');
    const accept = useMutation({
        mutationFn: async () => {
            const factor =
                method === 'passkey'
                    ? { passkey: await makePasskey(invitation.passkey), passkey_label: t('staff:join.first_passkey') }
                    : { totp_code: code.replace(/\s/g, '') };
            return answerOf(api.POST('/staff/invitation/acceptance', { body: { token, password, ...factor } }));
        },
        onSuccess: ({ recovery_codes }) => {
            forgetJoinToken();
            onJoined(recovery_codes);
        },
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        accept.mutate();
    };
    return (
        <form onSubmit={submit} className={classes.form}>
            <Sheet>
                <Facts
                    rows={[
                        [t('staff:account.name'), invitation.name],
                        [t('staff:account.email'), invitation.email],
                        [t('staff:join.until'), dateTime(invitation.expires_at)],
                    ]}
                />
            </Sheet>
            {/* So that a password manager knows whose password it keeps. */}
            <input type="hidden" autoComplete="username" value={invitation.email} readOnly />
            <Section title={t('staff:join.password')}>
                <Sheet>
                    <NewPassword label={t('staff:sign_in.password')} value={password} onChange={setPassword} />
                </Sheet>
            </Section>
            <Section title={t('staff:join.factor')}>
                <Sheet className={classes.form}>
                    <Text>{t('staff:join.factor_text')}</Text>
                    {passkeysWork() && (
                        <SegmentedControl
                            aria-label={t('staff:factor.way')}
                            value={method}
                            onChange={setMethod}
                            data={['totp', 'passkey'].map((value) => ({ value, label: t(`staff:factor.${value}`) }))}
                            className={classes.ways}
                        />
                    )}
                    {method === 'passkey' ? (
                        <Text>{t('staff:join.passkey_text')}</Text>
                    ) : (
                        <>
                            <TotpSecret secret={invitation.totp.secret} uri={invitation.totp.uri} />
                            <TextInput
                                label={t('staff:factor.totp_label')}
                                description={t('staff:factor.totp_text')}
                                value={code}
                                onChange={(event) => setCode(event.currentTarget.value)}
                                autoComplete="one-time-code"
                                inputMode="numeric"
                                required
                            />
                        </>
                    )}
                </Sheet>
            </Section>
            {accept.isError &&
                (method === 'passkey' ? <FactorProblem error={accept.error} /> : <ProblemNote error={accept.error} />)}
            <div>
                <Button type="submit" loading={accept.isPending} disabled={!meetsRules(password)}>
                    {t('staff:join.action')}
                </Button>
            </div>
        </form>
    );
}
