import { Button, Text, TextInput } from '@mantine/core';
import { QueryClientProvider, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { newQueryClient } from '../../shared/api/queries';
import { addTexts } from '../../shared/i18n';
import texts from '../../shared/i18n/en/handed.json';
import { Announcer } from '../../shared/parts/announce';
import { ProblemNote } from '../../shared/parts/answers';
import { Page, Sheet } from '../../shared/parts/Page';
import { Facts } from '../../shared/parts/small';
import you from '../you/you.module.css';
import { handedToken, type Kind } from './token';

addTexts('handed', texts);

/** For whoever has a link and the code told by telephone: a letter to keep, or what is needed for a complaint. */
export function HandedOver() {
    const [memory] = useState(() => newQueryClient(() => undefined));
    const given = handedToken();
    const { t } = useTranslation();
    return (
        <QueryClientProvider client={memory}>
            <main className={you.main}>
                {given ? <Ask kind={given.kind} token={given.token} /> : <Page title={t('handed:no_link_title')} lead={t('handed:no_link')}>{null}</Page>}
            </main>
            <Announcer />
        </QueryClientProvider>
    );
}

async function open(kind: Kind, body: { token: string; code: string }) {
    if (kind === 'complaint') return answerOf(api.POST('/care/handed-over/complaint', { body }));
    const file = await answerOf(api.POST('/care/handed-over/letter', { body, parseAs: 'blob' }));
    const address = URL.createObjectURL(file as unknown as Blob);
    const link = document.createElement('a');
    link.href = address;
    link.download = 'letter.pdf';
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
    return undefined;
}

function Ask({ kind, token }: { kind: Kind; token: string }) {
    const { t, i18n } = useTranslation();
    const [code, setCode] = useState('');
    const ask = useMutation({ mutationFn: () => open(kind, { token, code: code.trim() }) });
    if (ask.isSuccess && !ask.data) return <Page title={t('handed:letter_title')} lead={t('handed:letter')}>{null}</Page>;
    if (ask.data)
        return (
            <Page title={t('handed:complaint_title')} lead={t('handed:complaint', { date: new Date(ask.data.until).toLocaleDateString(i18n.language) })}>
                <Sheet>
                    <Facts rows={ask.data.fields.map((one) => [one.title, one.value])} />
                </Sheet>
            </Page>
        );
    return (
        <Page title={t('handed:title')} lead={t('handed:lead')}>
            <form
                onSubmit={(event) => {
                    event.preventDefault();
                    ask.mutate();
                }}
            >
                <TextInput label={t('handed:code')} inputMode="numeric" autoComplete="off" value={code} onChange={(event) => setCode(event.currentTarget.value)} mb="md" />
                {ask.isError && <ProblemNote error={ask.error} />}
                <Button type="submit" loading={ask.isPending} disabled={code.trim() === ''} mt="md">
                    {t('handed:go_on')}
                </Button>
                <Text size="sm" c="dimmed" mt="md">
                    {t('handed:hint')}
                </Text>
            </form>
        </Page>
    );
}
