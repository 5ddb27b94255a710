import { Button, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import { ProblemNote } from '../../shared/parts/answers';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { useMe } from '../questions';
import classes from './Leave.module.css';

// The words the server asks for, whatever the language of the page.
const phrase = 'erase everything';

/** Ends the membership: every record is destroyed. */
export default function Leave() {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const me = useMe();
    const [typed, setTyped] = useState('');
    const [missed, setMissed] = useState(false);
    const revoke = useMutation({
        mutationFn: () => answerOf(api.POST('/me/revocation', { body: { confirm: phrase } })),
        onSuccess: ({ receipt_token }) => navigate(`/app/receipt?of=everything#${receipt_token}`, { replace: true, state: { left: true } }),
    });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        const agreed = typed.trim().toLowerCase().replace(/\s+/g, ' ') === phrase;
        setMissed(!agreed);
        if (agreed) revoke.mutate();
    };
    const client = me.data?.client.name ?? '';
    return (
        <Page title={t('member:leave.title')} lead={t('member:leave.lead')}>
            <Sheet>
                <Text fw={650}>{t('member:leave.happens')}</Text>
                <ul className={classes.list}>
                    <li>{t('member:leave.vendors')}</li>
                    <li>{t('member:leave.key')}</li>
                    <li>{t('member:leave.records')}</li>
                    <li>{t('member:leave.backups')}</li>
                    <li>{t('member:leave.session')}</li>
                </ul>
            </Sheet>
            <Sheet>
                <Text fw={650}>{t('member:leave.not_title')}</Text>
                <ul className={classes.list}>
                    <li>{t('member:leave.not_portal', { client })}</li>
                    <li>{t('member:leave.not_vendor')}</li>
                    <li>{t('member:leave.not_log')}</li>
                </ul>
            </Sheet>
            <Section title={t('member:leave.sure')}>
                <Sheet>
                    <form onSubmit={submit} className={classes.form} noValidate>
                        <TextInput
                            label={t('member:leave.type', { phrase })}
                            value={typed}
                            onChange={(event) => setTyped(event.currentTarget.value)}
                            error={missed ? t('member:leave.mistyped', { phrase }) : undefined}
                            autoComplete="off"
                            autoCapitalize="none"
                            spellCheck={false}
                            size="md"
                        />
                        {revoke.isError && <ProblemNote error={revoke.error} />}
                        <div>
                            <Button type="submit" color="clay" loading={revoke.isPending}>
                                {t('member:leave.action')}
                            </Button>
                        </div>
                    </form>
                </Sheet>
            </Section>
        </Page>
    );
}
