import { Button, Radio, Text, Textarea } from '@mantine/core';
import { QueryClientProvider, useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { newQueryClient } from '../../shared/api/queries';
import { addTexts } from '../../shared/i18n';
import texts from '../../shared/i18n/en/cases.json';
import { Answer, Empty, ProblemNote } from '../../shared/parts/answers';
import { Page } from '../../shared/parts/Page';
import classes from '../../staff/staff.module.css';
import { useVocabulary, type Vocabulary } from '../cases/questions';
import { feedbackToken } from './token';

addTexts('cases', texts);
const memory = newQueryClient(() => undefined);

/** After a case: how it was, with a name or without. Nothing is chosen beforehand. */
export function FeedbackPage() {
    return (
        <QueryClientProvider client={memory}>
            <main className={classes.bare}>
                <Asked />
            </main>
        </QueryClientProvider>
    );
}

function Asked() {
    const { t } = useTranslation();
    const words = useVocabulary();
    const token = feedbackToken();
    return (
        <Page title={t('cases:feedback.title')} lead={t('cases:feedback.lead')}>
            {token ? <Answer query={words}>{(data) => <Survey token={token} words={data} />}</Answer> : <Empty icon="cross" title={t('cases:feedback.no_link')} />}
        </Page>
    );
}

const marks = ['1', '2', '3', '4', '5'];

function Survey({ token, words }: { token: string; words: Vocabulary }) {
    const { t } = useTranslation();
    const [answers, setAnswers] = useState<Record<string, string>>({});
    const [text, setText] = useState('');
    const [named, setNamed] = useState('');
    const send = useMutation({
        mutationFn: () =>
            answerOf(
                api.POST('/care/feedback', {
                    body: {
                        token,
                        anonymous: named === 'without',
                        answers: Object.fromEntries(Object.entries(answers).map(([code, value]) => [code, Number(value)])),
                        ...(text.trim() && { text }),
                    },
                }),
            ),
    });
    if (send.isSuccess) return <Text role="status">{t('cases:feedback.thanks')}</Text>;
    const submit = (event: FormEvent) => {
        event.preventDefault();
        send.mutate();
    };
    return (
        <form className={classes.form} onSubmit={submit}>
            {words.feedback.map((one) => (
                <Radio.Group key={one.code} label={one.title} value={answers[one.code] ?? ''} onChange={(v) => setAnswers({ ...answers, [one.code]: v })}>
                    <div className={classes.actions}>
                        {marks.map((mark) => (
                            <Radio key={mark} value={mark} label={t(`cases:feedback.mark.${mark}`)} />
                        ))}
                    </div>
                </Radio.Group>
            ))}
            <Textarea label={t('cases:feedback.text')} value={text} onChange={(e) => setText(e.currentTarget.value)} autosize minRows={3} />
            <Radio.Group label={t('cases:feedback.who')} value={named} onChange={setNamed} required>
                <div className={classes.form}>
                    <Radio value="without" label={t('cases:feedback.without')} />
                    <Radio value="with" label={t('cases:feedback.with')} />
                </div>
            </Radio.Group>
            {send.isError && <ProblemNote error={send.error} />}
            <Button type="submit" loading={send.isPending} disabled={!named || (Object.keys(answers).length === 0 && !text.trim())}>
                {t('cases:feedback.send')}
            </Button>
        </form>
    );
}
