import { Button, Stack, Text } from '@mantine/core';
import { QueryClientProvider, useMutation, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import { newQueryClient } from '../../shared/api/queries';
import { addTexts } from '../../shared/i18n';
import texts from '../../shared/i18n/en/you.json';
import { Announcer } from '../../shared/parts/announce';
import { dateOnly } from '../../shared/i18n/format';
import { Answer, Loading } from '../../shared/parts/answers';
import { Page, Section } from '../../shared/parts/Page';
import { waitingCareToken } from './token';
import { Door } from './Door';
import { IncidentSheet } from './IncidentSheet';
import { FormSheet } from './FormSheet';
import { Messages } from './Messages';
import { ReferralSheet } from './ReferralSheet';
import { Reminders } from './Reminders';
import { ReportSheet } from './ReportSheet';
import { Requests } from './Requests';
import classes from './you.module.css';

addTexts('you', texts);

const OwnLog = lazy(async () => ({ default: (await import('./OwnLog')).OwnLog }));
const DevicesPage = lazy(async () => ({ default: (await import('./DevicesPage')).DevicesPage }));

type Where = 'asking' | 'door' | 'in' | 'left';

function Home({ onLeave }: { onLeave: () => void }) {
    const { t } = useTranslation();
    const self = useQuery({ queryKey: ['care-you'], queryFn: ({ signal }) => answerOf(api.GET('/care/you', { signal })) });
    const referrals = useQuery({ queryKey: ['care-referrals'], queryFn: ({ signal }) => answerOf(api.GET('/care/you/referrals', { signal })) });
    const incidents = useQuery({ queryKey: ['care-incidents'], queryFn: ({ signal }) => answerOf(api.GET('/care/you/critical-incidents', { signal })) });
    const reports = useQuery({ queryKey: ['care-reports'], queryFn: ({ signal }) => answerOf(api.GET('/care/you/reports', { signal })) });
    const forms = useQuery({ queryKey: ['care-forms'], queryFn: ({ signal }) => answerOf(api.GET('/care/you/release-forms', { signal })) });
    const gone = useQuery({ queryKey: ['care-disclosures'], queryFn: ({ signal }) => answerOf(api.GET('/care/you/disclosures', { signal })) });
    const leave = useMutation({ mutationFn: () => answerOf(api.DELETE('/care/you/session')), onSettled: onLeave });
    return (
        <Page
            title={t('you:home.title', { name: self.data?.name ?? '' })}
            lead={t('you:home.lead')}
            actions={
                <Button variant="default" onClick={() => leave.mutate()}>
                    {t('you:home.leave')}
                </Button>
            }
        >
            <Section title={t('you:home.referrals')}>
                <Answer query={referrals}>
                    {({ referrals: all, asked }) => (
                        <Stack>
                            {all.length === 0 && <Text c="dimmed">{t('you:home.no_referrals')}</Text>}
                            {all.map((one) => (
                                <ReferralSheet key={one.referral_id} referral={one} asked={asked} />
                            ))}
                        </Stack>
                    )}
                </Answer>
            </Section>
            {/* Nobody is asked about an incident they have nothing to do with. */}
            {(incidents.data?.incidents.length ?? 0) > 0 && (
                <Section title={t('critical:you.title')}>
                    <Stack>
                        {incidents.data?.incidents.map((one) => (
                            <IncidentSheet key={one.incident_id} offered={one} asked={incidents.data.asked} />
                        ))}
                    </Stack>
                </Section>
            )}
            <Section title={t('you:home.reports')}>
                <Answer query={reports}>
                    {({ reports: all }) => (
                        <Stack>
                            {all.length === 0 && <Text c="dimmed">{t('you:home.no_reports')}</Text>}
                            {all.map((one) => (
                                <ReportSheet key={`${one.report_id} ${one.state}`} report={one} />
                            ))}
                        </Stack>
                    )}
                </Answer>
            </Section>
            <Section title={t('you:home.forms')}>
                <Answer query={forms}>
                    {({ forms: all }) => (
                        <Stack>
                            {all.length === 0 && <Text c="dimmed">{t('you:home.no_forms')}</Text>}
                            {all.map((one) => (
                                <FormSheet key={`${one.form_id} ${one.state}`} form={one} />
                            ))}
                        </Stack>
                    )}
                </Answer>
            </Section>
            <Reminders />
            <Section title={t('you:home.disclosures')}>
                <Answer query={gone}>
                    {({ disclosures: all }) => (
                        <Stack>
                            {all.length === 0 && <Text c="dimmed">{t('you:home.no_disclosures')}</Text>}
                            {all.map((one) => (
                                <Text key={one.at + one.what}>
                                    {t('you:disclosure.line', { ...one, date: dateOnly(one.at) })}
                                </Text>
                            ))}
                        </Stack>
                    )}
                </Answer>
            </Section>
            <Section title={t('you:home.devices')}>
                <Text>{t('you:home.devices_lead')}</Text>
                <div>
                    <Button component={Link} to="/you?show=devices" variant="default">
                        {t('you:home.devices_open')}
                    </Button>
                </div>
            </Section>
            <Section title={t('you:home.write')}>
                <Messages />
            </Section>
            <Requests />
            <Section title={t('you:home.log')}>
                <Text>{t('you:home.log_lead')}</Text>
                <div>
                    <Button component={Link} to="/you?show=log" variant="default">
                        {t('you:home.log_open')}
                    </Button>
                </div>
            </Section>
        </Page>
    );
}

/** One of the person's pages; which one stands in the address, and nothing else does. */
function Inside({ onLeave }: { onLeave: () => void }) {
    const [search] = useSearchParams();
    const show = search.get('show');
    return (
        <Suspense fallback={<Loading lines={3} />}>
            {show === 'log' ? <OwnLog /> : show === 'devices' ? <DevicesPage /> : <Home onLeave={onLeave} />}
        </Suspense>
    );
}

function Asking({ onIn, onOut }: { onIn: () => void; onOut: () => void }) {
    const { t } = useTranslation();
    useEffect(() => {
        answerOf(api.GET('/care/you', {})).then(onIn, onOut);
        // Once, when the page opens.
    }, []);
    return (
        <Page title={t('you:door.opening')}>
            <Loading lines={2} />
        </Page>
    );
}

/** Everything under /you: a person comes in by a link of their own, reads, and decides. */
export function YouApp() {
    const { t } = useTranslation();
    // Whoever loads the page again is still in, if their time is not over.
    const [where, setWhere] = useState<Where>(waitingCareToken() ? 'door' : 'asking');
    const [memory] = useState(() => newQueryClient(() => setWhere('door')));
    const leave = () => {
        memory.clear();
        setWhere('left');
    };
    return (
        <QueryClientProvider client={memory}>
            {/* No name of ours at the head: somebody may look over the shoulder. */}
            <main className={classes.main}>
                {where === 'asking' && <Asking onIn={() => setWhere('in')} onOut={() => setWhere('door')} />}
                {where === 'door' && <Door onOpen={() => setWhere('in')} />}
                {where === 'in' && <Inside onLeave={leave} />}
                {where === 'left' && <Page title={t('you:home.left_title')} lead={t('you:home.left')}>{null}</Page>}
            </main>
            <Announcer />
        </QueryClientProvider>
    );
}
