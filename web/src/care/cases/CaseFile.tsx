import { Anchor, Button, NativeSelect, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import { announce } from '../../shared/parts/announce';
import { asProblem } from '../../shared/api/problem';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { Icon } from '../../shared/parts/Icon';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { DateText, Facts, StateMark } from '../../shared/parts/small';
import { useMay } from '../../staff/questions';
import { OfCase } from '../reports/OfCase';
import staff from '../../staff/staff.module.css';
import { Listen } from '../calls/Listen';
import { OfCase as Supervision } from '../supervision/OfCase';
import classes from './cases.module.css';
import { Entitlement } from './Entitlement';
import { Glass } from './Glass';
import { Misuse } from '../leaving/Misuse';
import { Releases } from '../leaving/Releases';
import { Safeguarding } from '../leaving/Safeguarding';
import { Signposting } from '../leaving/Signposting';
import { PassOn } from '../requests/PassOn';
import { Devices } from './Devices';
import { Measures } from './Measures';
import { NewNote } from './Notes';
import { askAnew, type File, type Place, useFile } from './questions';
import { NewSession, NewTask } from './Sessions';
import { Timeline } from './Timeline';

/** One case: what it is about, what was agreed, and all that happened, the newest first. */
export default function CaseFile() {
    const { person = '', case: id = '' } = useParams();
    const { t } = useTranslation();
    const place = { person, case: id };
    const file = useFile(place);
    const may = useMay();
    const shut = !file.data && file.isError && asProblem(file.error).status === 404;
    const title = file.data ? file.data.name || t('cases:file.nameless') : t('cases:file.title');
    return (
        <Page
            title={title}
            back={{ to: '/desk/care/day', text: t('cases:file.back') }}
            actions={
                <Button variant="default" className={classes.noPrint} leftSection={<Icon name="print" size={18} />} onClick={() => window.print()}>
                    {t('cases:file.print')}
                </Button>
            }
        >
            <Answer query={file} lines={6}>
                {(data) => <Shown file={data} place={place} />}
            </Answer>
            {shut && may('break_glass.open_case') && <Glass person={person} />}
        </Page>
    );
}

function Shown({ file, place }: { file: File; place: Place }) {
    const { t } = useTranslation();
    const may = useMay();
    const writing = file.mine && file.state !== 'closed';
    const plan = file.timeline.find((one) => one.note_kind === 'plan');
    return (
        <>
            {!file.mine && (
                <Text role="status" className={staff.warning}>
                    {t('cases:file.glass')}
                </Text>
            )}
            <Sheet>
                <Facts
                    short
                    rows={[
                        [t('cases:file.state'), <StateMark key="state" tone="plain">{t(`cases:state.${file.state}`)}</StateMark>],
                        [t('cases:file.service'), file.service_title],
                        [
                            t('cases:file.risk'),
                            <StateMark key="risk" tone={file.risk === 'high' || file.risk === 'immediate' ? 'warn' : 'plain'}>
                                {t(`cases:risk.${file.risk}`)}
                            </StateMark>,
                        ],
                        [t('cases:file.opened'), <DateText key="opened" at={file.opened_at} style="date" />],
                    ]}
                />
                <Facts
                    rows={[
                        [t('cases:file.presenting'), <span key="p" className={classes.text}>{file.presenting}</span>],
                        ...(file.summary ? [[t('cases:file.summary'), <span key="s" className={classes.text}>{file.summary}</span>] as [string, React.ReactNode]] : []),
                        ...(plan?.text ? [[t('cases:file.plan'), <span key="plan" className={classes.text}>{plan.text}</span>] as [string, React.ReactNode]] : []),
                        ...(file.closure_summary ? [[t('cases:file.closure'), <span key="c" className={classes.text}>{file.closure_summary}</span>] as [string, React.ReactNode]] : []),
                    ]}
                />
            </Sheet>
            <Section title={t('cases:file.sessions')}>
                <Entitlement file={file} place={place} />
            </Section>
            {writing && (
                <div className={classes.noPrint}>
                    <Section title={t('cases:file.add')}>
                        <Add file={file} place={place} />
                    </Section>
                </div>
            )}
            {file.mine && <OfCase person={place.person} writing={writing} />}
            <Section title={t('cases:measures.title')}>
                <Measures file={file} place={place} writing={writing} />
            </Section>
            {may('devices.read') && file.mine && file.state !== 'closed' && (
                <Section title={t('cases:devices.title')}>
                    <Devices file={file} place={place} />
                </Section>
            )}
            {may('calls.read') && <Listen person={place.person} door="people" />}
            <Section title={t('cases:file.timeline')}>
                <Timeline file={file} place={place} writing={writing} />
            </Section>
            {file.mine && may('supervision.read') && <Supervision place={place} writing={writing} />}
            {file.mine && <Leaving place={place} writing={writing} />}
            {file.mine && may('requests.follow') && (
                <Section title={t('requests:pass.title')}>
                    <PassOn person={place.person} from="case" />
                </Section>
            )}
            {writing && (
                <div className={classes.noPrint}>
                    <Section title={t('cases:file.course')}>
                        <Course file={file} place={place} />
                    </Section>
                </div>
            )}
            {may('cases.read_walls') && (
                <div className={classes.noPrint}>
                    <Anchor component={Link} to={`/desk/care/people/${place.person}/walls`}>
                        {t('cases:walls.title')}
                    </Anchor>
                </div>
            )}
            {file.episodes.length > 1 && (
                <Section title={t('cases:file.episodes')}>
                    <ul className={staff.list}>
                        {file.episodes.map((one) => (
                            <li key={one.case_id}>
                                <span>
                                    <DateText at={one.opened_at} style="date" /> {one.service}
                                </span>
                                <StateMark tone="plain">{t(`cases:state.${one.state}`)}</StateMark>
                            </li>
                        ))}
                    </ul>
                </Section>
            )}
        </>
    );
}

/** What leaves this house of the person's, and by which rule. */
function Leaving({ place, writing }: { place: Place; writing: boolean }) {
    const { t } = useTranslation();
    const may = useMay();
    return (
        <>
            {may('releases.read') && (
                <Section title={t('leaving:title.releases')}>
                    <Releases place={place} writing={writing} />
                </Section>
            )}
            {may('safeguarding.read') && (
                <Section title={t('leaving:title.danger')}>
                    <Safeguarding place={place} writing={writing} />
                </Section>
            )}
            {may('misuse.read') && (
                <Section title={t('leaving:title.misuse')}>
                    <Misuse place={place} writing={writing} />
                </Section>
            )}
            {may('partners.read') && (
                <Section title={t('leaving:title.partners')}>
                    <Signposting place={place} writing={writing} />
                </Section>
            )}
        </>
    );
}

function Add({ file, place }: { file: File; place: Place }) {
    const { t } = useTranslation();
    const [what, setWhat] = useState<'note' | 'session' | 'task'>();
    const done = () => setWhat(undefined);
    return (
        <div className={classes.form}>
            <div className={staff.actions}>
                {(['note', 'session', 'task'] as const).map((one) => (
                    <Button key={one} variant="default" aria-expanded={what === one} onClick={() => setWhat(what === one ? undefined : one)}>
                        {t(`cases:file.new.${one}`)}
                    </Button>
                ))}
            </div>
            {what === 'note' && <NewNote place={place} done={done} />}
            {what === 'session' && <NewSession file={file} place={place} done={done} />}
            {what === 'task' && <NewTask place={place} done={done} />}
        </div>
    );
}

const reasons = ['completed', 'did_not_engage', 'referred_on', 'withdrew'];

function Course({ file, place }: { file: File; place: Place }) {
    const { t } = useTranslation();
    const [reason, setReason] = useState('');
    const [summary, setSummary] = useState('');
    const go = useMutation({
        mutationFn: (what: string) =>
            answerOf(
                api.POST('/care/people/{person}/cases/{case}/progress', {
                    params: { path: place },
                    body: { what, ...(what === 'close' && reason && { reason, summary }) },
                }),
            ),
        onSuccess: (_, what) => {
            announce(t(`cases:course.done.${what}`));
            // Whoever handed it back or closed it sees it no more; the link is shown once.
            if (what !== 'hand_back' && what !== 'close') void askAnew();
        },
    });
    if (go.data?.feedback_url)
        return (
            <Sheet>
                <Text>{t('cases:course.link')}</Text>
                <TextInput aria-label={t('cases:course.link_label')} value={go.data.feedback_url} readOnly />
            </Sheet>
        );
    if (go.isSuccess && go.variables === 'hand_back') return <Text role="status">{t('cases:course.done.hand_back')}</Text>;
    const may = (what: string) => {
        if (what === 'hold') return file.state === 'allocated' || file.state === 'in_treatment';
        if (what === 'resume') return file.state === 'on_hold';
        if (what === 'begin_closing') return ['allocated', 'in_treatment', 'on_hold'].includes(file.state);
        return true;
    };
    return (
        <div className={classes.form}>
            {go.isError && <ProblemNote error={go.error} />}
            <div className={staff.actions}>
                {['hold', 'resume', 'begin_closing', 'hand_back'].filter(may).map((what) => (
                    <Button key={what} variant="default" onClick={() => go.mutate(what)} loading={go.isPending && go.variables === what}>
                        {t(`cases:course.${what}`)}
                    </Button>
                ))}
            </div>
            {['enquiry', 'triage', 'awaiting_allocation', 'closing'].includes(file.state) && (
                <div className={classes.form}>
                    <NativeSelect
                        label={t('cases:course.reason')}
                        value={reason}
                        onChange={(e) => setReason(e.currentTarget.value)}
                        data={[{ value: '', label: '' }, ...reasons.map((one) => ({ value: one, label: t(`cases:course.reasons.${one}`) }))]}
                    />
                    <Textarea label={t('cases:course.summary')} value={summary} onChange={(e) => setSummary(e.currentTarget.value)} autosize minRows={3} />
                    <div className={staff.actions}>
                        <Button onClick={() => go.mutate('close')} disabled={!reason || !summary.trim()} loading={go.isPending && go.variables === 'close'}>
                            {t('cases:course.close')}
                        </Button>
                    </div>
                </div>
            )}
        </div>
    );
}
