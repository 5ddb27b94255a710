import { Button, Checkbox, NativeSelect, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { announce } from '../../shared/parts/announce';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { Sheet } from '../../shared/parts/Page';
import { DateText, Facts, StateMark } from '../../shared/parts/small';
import staff from '../../staff/staff.module.css';
import classes from '../cases/cases.module.css';
import type { Place } from '../cases/questions';
import { askAnew, dayFrom, endOf, type Partners, usePartners, useSignposting } from './questions';
import { Code } from './Releases';

type Partner = Partners['partners'][number];

/** Whom the person was pointed to. The partner learns nothing of it. */
export function Signposting({ place, writing }: { place: Place; writing: boolean }) {
    const { t } = useTranslation();
    const there = useSignposting(place.person);
    const partners = usePartners();
    const [chosen, setChosen] = useState('');
    const [complaint, setComplaint] = useState(false);
    const partner = partners.data?.partners.find((p) => p.partner_id === chosen);
    const point = useMutation({
        mutationFn: () => answerOf(api.POST('/care/service-users/{person}/signposting', { params: { path: { person: place.person } }, body: { case_id: place.case, partner_id: chosen } })),
        onSuccess: () => {
            announce(t('leaving:partner.pointed'));
            return askAnew();
        },
    });
    const undo = useMutation({
        mutationFn: (signpost: string) => answerOf(api.DELETE('/care/service-users/{person}/signposting/{signpost}', { params: { path: { person: place.person, signpost } } })),
        onSuccess: () => {
            announce(t('leaving:partner.undone'));
            return askAnew();
        },
    });
    return (
        <div className={classes.form}>
            <Answer query={there} lines={2}>
                {(data) => (
                    <>
                        {data.signposts.length === 0 && <Text c="dimmed">{t('leaving:partner.none')}</Text>}
                        {data.signposts.length > 0 && (
                            <ul className={staff.list}>
                                {data.signposts.map((one) => (
                                    <li key={one.signpost_id}>
                                        <span>
                                            {one.partner} <DateText at={one.at} style="date" />
                                        </span>
                                        {writing && one.mine && Date.now() - new Date(one.at).getTime() < 86_400_000 && (
                                            <Button className={classes.noPrint} variant="default" onClick={() => undo.mutate(one.signpost_id)} loading={undo.isPending}>
                                                {t('leaving:partner.undo', { name: one.partner })}
                                            </Button>
                                        )}
                                    </li>
                                ))}
                            </ul>
                        )}
                        {data.complaints.map((one) => (
                            <Complaint key={one.complaint_id} one={one} person={place.person} writing={writing} fields={partners.data?.complaint_fields ?? []} />
                        ))}
                    </>
                )}
            </Answer>
            {undo.isError && <ProblemNote error={undo.error} />}
            {writing && (
                <Answer query={partners} lines={1}>
                    {(data) => (
                        <div className={`${classes.form} ${classes.noPrint}`}>
                            {data.partners.length === 0 ? (
                                <Text c="dimmed">{t('leaving:partner.empty')}</Text>
                            ) : (
                                <NativeSelect
                                    label={t('leaving:partner.choose')} value={chosen} onChange={(e) => setChosen(e.currentTarget.value)}
                                    data={[{ value: '', label: '' }, ...data.partners.filter((p) => p.active).map((p) => ({ value: p.partner_id, label: `${p.name} (${p.kind_title})` }))]}
                                />
                            )}
                            {partner && (
                                <div className={staff.actions}>
                                    <Button onClick={() => point.mutate()} loading={point.isPending}>
                                        {t('leaving:partner.point')}
                                    </Button>
                                    {partner.takes_complaints && (
                                        <Button variant="default" aria-expanded={complaint} onClick={() => setComplaint(!complaint)}>
                                            {t('leaving:partner.complain')}
                                        </Button>
                                    )}
                                </div>
                            )}
                            {point.isError && <ProblemNote error={point.error} />}
                            {partner && complaint && <NewComplaint partner={partner} known={data} place={place} />}
                        </div>
                    )}
                </Answer>
            )}
            {partner && <PartnerSheet partner={partner} />}
        </div>
    );
}

/** What the person is given: where to turn to, and nothing of theirs. */
function PartnerSheet({ partner }: { partner: Partner }) {
    const { t } = useTranslation();
    return (
        <Sheet>
            <Text fw={650}>{partner.name}</Text>
            <Text className={classes.text}>{partner.about}</Text>
            <Facts
                rows={[
                    [t('leaving:partner.telephone'), partner.telephone],
                    ...(partner.web ? [[t('leaving:partner.web'), partner.web] as [string, React.ReactNode]] : []),
                    ...(partner.hours ? [[t('leaving:partner.hours'), partner.hours] as [string, React.ReactNode]] : []),
                    [t('leaving:partner.languages'), partner.languages.join(', ')],
                ]}
            />
            <Text>{t('leaving:partner.nothing')}</Text>
        </Sheet>
    );
}

function NewComplaint({ partner, known, place }: { partner: Partner; known: Partners; place: Place }) {
    const { t } = useTranslation();
    const [fields, setFields] = useState<Record<string, string | undefined>>({});
    const [until, setUntil] = useState(dayFrom(Math.min(14, known.complaint_days_max - 1)));
    const save = useMutation({
        mutationFn: () =>
            answerOf(
                api.POST('/care/service-users/{person}/partner-complaints', {
                    params: { path: { person: place.person } },
                    body: {
                        case_id: place.case,
                        partner_id: partner.partner_id,
                        fields: Object.entries(fields).flatMap(([code, value]) => (value ? [{ code, value }] : [])),
                        ends_at: endOf(until),
                    },
                }),
            ),
        onSuccess: () => askAnew(),
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        save.mutate();
    };
    if (save.data) return <Code code={save.data.code} />;
    return (
        <form className={classes.form} onSubmit={submit}>
            <Text>{t('leaving:partner.complaint_lead', { name: partner.name })}</Text>
            {known.complaint_fields.map((one) => (
                <div key={one.code} className={classes.form}>
                    <Checkbox label={one.title} checked={fields[one.code] !== undefined} onChange={(e) => setFields({ ...fields, [one.code]: e.currentTarget.checked ? '' : undefined })} />
                    {fields[one.code] !== undefined && (
                        <Textarea label={t('leaving:partner.value', { title: one.title })} value={fields[one.code]} onChange={(e) => setFields({ ...fields, [one.code]: e.currentTarget.value })} autosize required />
                    )}
                </div>
            ))}
            <TextInput type="date" label={t('leaving:partner.until')} value={until} min={dayFrom(1)} max={dayFrom(known.complaint_days_max - 1)} onChange={(e) => setUntil(e.currentTarget.value)} required />
            {save.isError && <ProblemNote error={save.error} />}
            <div className={staff.actions}>
                <Button type="submit" loading={save.isPending} disabled={Object.values(fields).every((v) => !v?.trim())}>
                    {t('leaving:partner.open')}
                </Button>
            </div>
        </form>
    );
}

function Complaint({ one, person, writing, fields }: { one: NonNullable<ReturnType<typeof useSignposting>['data']>['complaints'][number]; person: string; writing: boolean; fields: { code: string; title: string }[] }) {
    const { t } = useTranslation();
    const end = useMutation({
        mutationFn: () => answerOf(api.POST('/care/service-users/{person}/partner-complaints/{complaint}/end', { params: { path: { person, complaint: one.complaint_id } } })),
        onSuccess: () => {
            announce(t('leaving:partner.ended'));
            return askAnew();
        },
    });
    return (
        <Sheet>
            <div className={staff.entry}>
                <span className={staff.entryHead}>
                    {t('leaving:partner.complaint', { name: one.partner })} <StateMark tone={one.open ? 'busy' : 'plain'}>{t(one.open ? 'leaving:partner.is_open' : 'leaving:partner.is_over')}</StateMark>
                </span>
                <span>{one.fields.map((f) => fields.find((x) => x.code === f.code)?.title ?? f.code).join('; ')}</span>
                <span>
                    {t('leaving:partner.until')} <DateText at={one.ended_at ?? one.ends_at} style="date" />
                    {one.read_at && (
                        <>
                            ; {t('leaving:partner.read')} <DateText at={one.read_at} />
                        </>
                    )}
                </span>
            </div>
            {writing && one.open && (
                <div className={`${staff.actions} ${classes.noPrint}`}>
                    <Button variant="default" onClick={() => end.mutate()} loading={end.isPending}>
                        {t('leaving:partner.end')}
                    </Button>
                </div>
            )}
            {end.isError && <ProblemNote error={end.error} />}
        </Sheet>
    );
}
