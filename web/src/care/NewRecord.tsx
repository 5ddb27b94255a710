import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../shared/api/client';
import { announce } from '../shared/parts/announce';
import { ProblemNote } from '../shared/parts/answers';
import { Section } from '../shared/parts/Page';
import classes from './care.module.css';
import type { Said } from './Helpline';
import type { Registration } from './questions';

const channels = ['phone', 'sms', 'email', 'post'] as const;

/** What was said so far becomes a record, with how the person may be reached and by which code they come. */
export function NewRecord({ said, saved, cancel }: { said: Said; saved: (person: string) => void; cancel: () => void }) {
    const { t } = useTranslation();
    const [code, setCode] = useState('');
    const [territory, setTerritory] = useState('uk');
    const [allowed, setAllowed] = useState<string[]>(['phone']);
    const [voicemail, setVoicemail] = useState(false);
    const [from, setFrom] = useState('');
    const register = useMutation({
        mutationFn: () => {
            const body: Registration = {
                person: {
                    contact: { name: said.name.trim(), phone: said.phone.trim() || undefined, address: [] },
                    postcode: said.postcode.trim() || undefined,
                    birth_date: said.birth_date || undefined,
                    other_phones: [],
                    safe: { channels: allowed, voicemail, from: from || undefined },
                    language: 'en',
                    territory,
                    eligible_by: 'unchecked',
                    source: 'helpline',
                },
                access_code: code.trim() || undefined,
            };
            return answerOf(api.POST('/care/service-users', { body }));
        },
        onSuccess: ({ service_user_id }) => {
            announce(t('care:new.saved'));
            saved(service_user_id);
        },
    });
    return (
        <Section title={t('care:new.title')}>
            <form
                className={classes.form}
                onSubmit={(event) => {
                    event.preventDefault();
                    register.mutate();
                }}
            >
                <TextInput label={t('care:new.code')} value={code} autoComplete="off" data-autofocus onChange={(event) => setCode(event.currentTarget.value)} />
                <Select
                    label={t('care:new.territory')}
                    data={['uk', 'ie'].map((value) => ({ value, label: t(`care:territory.${value}`) }))}
                    value={territory}
                    allowDeselect={false}
                    onChange={(value) => setTerritory(value ?? 'uk')}
                />
                <Checkbox.Group label={t('care:new.channels')} value={allowed} onChange={setAllowed}>
                    <div className={classes.choices}>
                        {channels.map((channel) => (
                            <Checkbox key={channel} value={channel} label={t(`care:way.${channel}`)} />
                        ))}
                    </div>
                </Checkbox.Group>
                <Checkbox label={t('care:new.voicemail')} checked={voicemail} onChange={(event) => setVoicemail(event.currentTarget.checked)} />
                <TextInput label={t('care:new.from')} placeholder="18:00" value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
                {register.isError && <ProblemNote error={register.error} />}
                <div className={classes.choices}>
                    <Button type="submit" loading={register.isPending}>
                        {t('care:new.save')}
                    </Button>
                    <Button variant="default" onClick={cancel}>
                        {t('care:new.cancel')}
                    </Button>
                </div>
            </form>
        </Section>
    );
}
