import { Anchor, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { Section, Sheet } from '../../shared/parts/Page';
import { DateText } from '../../shared/parts/small';
import { noticeKey, useNotice } from '../questions';

/** The short layer of the privacy notice, and what changed since the person last saw it; that they were shown it is kept. */
export function NoticeNote() {
    const { t } = useTranslation();
    const queries = useQueryClient();
    const { data } = useNotice();
    const { mutate } = useMutation({
        mutationFn: (notice_id: string) => answerOf(api.POST('/me/notice/seen', { body: { notice_id } })),
        onSuccess: () => queries.invalidateQueries({ queryKey: noticeKey, refetchType: 'none' }),
    });
    const unseen = data && !data.shown ? data.notice.notice_id : undefined;
    useEffect(() => {
        if (unseen) mutate(unseen);
    }, [unseen, mutate]);
    // Without it the page still serves: the link to the notice is on every page.
    if (!data) return null;
    const news = [...data.come, ...data.gone].length > 0;
    return (
        <Section title={t('member:notice.title')}>
            <Sheet>
                <ul>
                    {data.in_short.map((line) => (
                        <li key={line}>{line}</li>
                    ))}
                </ul>
                {news && (
                    <>
                        <Text>{t('member:notice.changed')}</Text>
                        <ul>
                            {data.come.map((line) => (
                                <li key={line}>{t('member:notice.come', { line })}</li>
                            ))}
                            {data.gone.map((line) => (
                                <li key={line}>{t('member:notice.gone', { line })}</li>
                            ))}
                        </ul>
                    </>
                )}
                <Anchor underline="always" href={data.notice.url} target="_blank" rel="noopener">
                    {t('member:notice.whole')}
                </Anchor>
                <Text size="sm">
                    {t('member:notice.updated', { edition: data.notice.edition })} <DateText at={data.notice.updated} style="date" />
                </Text>
            </Sheet>
        </Section>
    );
}

/** Which editions of the notice the person was shown, and when. */
export function NoticesShown() {
    const { t } = useTranslation();
    const { data } = useNotice();
    if (!data || data.shown_before.length === 0) return null;
    return (
        <Section title={t('member:notice.shown_title')}>
            <Sheet>
                <ul>
                    {data.shown_before.map((one) => (
                        <li key={one.notice.notice_id}>
                            <Anchor underline="always" href={one.notice.url} target="_blank" rel="noopener">
                                {t('member:notice.shown', { edition: one.notice.edition })}
                            </Anchor>{' '}
                            <DateText at={one.shown_at} />
                        </li>
                    ))}
                </ul>
            </Sheet>
        </Section>
    );
}
