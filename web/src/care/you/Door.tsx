import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { Loading, ProblemNote } from '../../shared/parts/answers';
import { Page } from '../../shared/parts/Page';
import { forgetCareToken, waitingCareToken } from './token';

/** The link asks one thing more before it opens. */
export function Door({ onOpen }: { onOpen: () => void }) {
    const { t } = useTranslation();
    const token = waitingCareToken();
    const [answer, setAnswer] = useState('');
    const question = useQuery({
        queryKey: ['care-question'],
        enabled: token !== undefined,
        retry: false,
        queryFn: () => answerOf(api.POST('/care/you/question', { body: { token: token ?? '' } })),
    });
    const open = useMutation({
        mutationFn: () =>
            answerOf(api.POST('/care/you/session', { body: { token: token ?? '', answer: answer.trim() } })),
        onSuccess: () => {
            forgetCareToken();
            onOpen();
        },
    });

    if (!token) return <Page title={t('you:door.no_link_title')} lead={t('you:door.no_link')}>{null}</Page>;
    if (question.isError)
        return (
            <Page title={t('you:door.dead_title')}>
                <ProblemNote error={question.error} />
            </Page>
        );
    if (!question.data)
        return (
            <Page title={t('you:door.opening')}>
                <Loading lines={2} />
            </Page>
        );
    const check = question.data.check === 'code' ? 'code' : 'birth_date';
    return (
        <Page title={t(`you:door.${check}_title`)} lead={t(`you:door.${check}_lead`)}>
            <form
                onSubmit={(event) => {
                    event.preventDefault();
                    open.mutate();
                }}
            >
                <TextInput
                    label={t(`you:door.${check}`)}
                    type={check === 'code' ? 'text' : 'date'}
                    inputMode={check === 'code' ? 'numeric' : undefined}
                    autoComplete="off"
                    value={answer}
                    onChange={(event) => setAnswer(event.currentTarget.value)}
                    mb="md"
                />
                {open.isError && <ProblemNote error={open.error} />}
                <Button type="submit" loading={open.isPending} disabled={answer.trim() === ''} mt="md">
                    {t('you:door.go_on')}
                </Button>
            </form>
        </Page>
    );
}
