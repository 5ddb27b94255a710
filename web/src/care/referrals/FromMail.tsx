import { Button, Checkbox, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { addTexts } from '../../shared/i18n';
import texts from '../../shared/i18n/en/referrals.json';
import { ActForm, Choose, useAct } from '../../staff/parts/Act';
import { FindPerson } from '../FindPerson';
import staff from '../../staff/staff.module.css';
import classes from '../cases/cases.module.css';

addTexts('referrals', texts);

const services = Object.keys(texts.service) as (keyof typeof texts.service)[];

/** A manager wrote a mail in place of a form: whom it is about is found, what it says is written down, and the mail goes with it. */
export function FromMail({ sender, contact }: { sender: string; contact: string }) {
    const { t } = useTranslation();
    const [open, setOpen] = useState(false);
    const [whom, setWhom] = useState<{ person: string; name: string }>();
    if (!open)
        return (
            <Button size="xs" variant="default" onClick={() => setOpen(true)}>
                {t('referrals:from_mail.begin')}
            </Button>
        );
    if (!whom)
        return (
            <div className={classes.form}>
                <Text fw={650}>{t('referrals:from_mail.whom')}</Text>
                <FindPerson action={t('referrals:from_mail.whom_action')} busy={false} onFound={(person, name) => setWhom({ person, name })} />
                <div className={staff.actions}>
                    <Button size="xs" variant="default" onClick={() => setOpen(false)}>
                        {t('shared:action.cancel')}
                    </Button>
                </div>
            </div>
        );
    return <Words sender={sender} contact={contact} whom={whom} another={() => setWhom(undefined)} done={() => setOpen(false)} />;
}

interface WordsProps {
    sender: string;
    contact: string;
    whom: { person: string; name: string };
    another: () => void;
    done: () => void;
}

function Words({ sender, contact, whom, another, done }: WordsProps) {
    const { t } = useTranslation();
    const organisations = useQuery({
        queryKey: ['care', 'organisations'],
        queryFn: async ({ signal }) => (await answerOf(api.GET('/care/organisations', { signal }))).organisations,
        staleTime: 300_000,
    });
    const [value, setValue] = useState({ organisation: '', service: '', reason: '', questions: '', author: '', informed: false });
    const set = (key: 'reason' | 'questions' | 'author') => (event: { currentTarget: { value: string } }) => setValue({ ...value, [key]: event.currentTarget.value });
    const save = useAct(
        () =>
            answerOf(
                api.POST('/care/service-users/{person}/referrals', {
                    params: { path: { person: whom.person } },
                    body: {
                        organisation_id: value.organisation,
                        source: 'email',
                        contact: { person_id: sender, contact_id: contact },
                        text: {
                            person: { name: whom.name },
                            service: value.service,
                            reason: value.reason.trim(),
                            questions: value.questions.trim(),
                            informed: value.informed,
                            ...(value.author.trim() && { author_name: value.author.trim() }),
                        },
                    },
                }),
            ),
        { done: t('referrals:from_mail.saved'), stale: ['care'], then: done },
    );
    return (
        <ActForm action={t('referrals:from_mail.save')} busy={save.isPending} error={save.error} onSubmit={() => save.mutate()} onCancel={done}>
            <div className={classes.row}>
                <Text fw={650}>{t('referrals:from_mail.about', { name: whom.name })}</Text>
                <Button size="xs" variant="default" onClick={another}>
                    {t('referrals:from_mail.another')}
                </Button>
            </div>
            <Choose
                label={t('referrals:from_mail.organisation')} value={value.organisation} required onChoose={(organisation) => setValue({ ...value, organisation })}
                options={(organisations.data ?? []).map((one) => ({ value: one.organisation_id, label: one.name }))}
            />
            <Choose
                label={t('referrals:from_mail.service')} value={value.service} required onChoose={(service) => setValue({ ...value, service })}
                options={services.map((one) => ({ value: one, label: t(`referrals:service.${one}`) }))}
            />
            <Textarea label={t('referrals:from_mail.reason')} value={value.reason} onChange={set('reason')} autosize minRows={3} required />
            <Textarea label={t('referrals:from_mail.questions')} value={value.questions} onChange={set('questions')} autosize minRows={2} />
            <TextInput label={t('referrals:from_mail.author')} value={value.author} onChange={set('author')} autoComplete="off" />
            <Checkbox label={t('referrals:from_mail.informed')} checked={value.informed} onChange={(e) => setValue({ ...value, informed: e.currentTarget.checked })} />
        </ActForm>
    );
}
