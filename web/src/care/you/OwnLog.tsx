import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { AccessLog } from '../../shared/parts/AccessLog';
import { memberLine, spelled } from '../../shared/parts/log-lines';
import { Page } from '../../shared/parts/Page';
import { ProofButton, ProofGuide } from '../../shared/parts/Proof';

const proofOf = (entry: string) => answerOf(api.GET('/care/you/access-log/{entry}/proof', { params: { path: { entry } } }));
const titles = { category: spelled, program: spelled };

/** Who has seen the person's record, when, what and why. */
export function OwnLog() {
    const { t } = useTranslation();
    const log = useInfiniteQuery({
        queryKey: ['care-log'],
        initialPageParam: undefined as string | undefined,
        queryFn: ({ pageParam, signal }) => answerOf(api.GET('/care/you/access-log', { params: { query: { cursor: pageParam } }, signal })),
        getNextPageParam: (page) => page.next_cursor,
    });
    return (
        <Page title={t('you:log.title')} lead={t('you:log.lead')} back={{ to: '/you', text: t('you:home.back') }}>
            <ProofGuide />
            <AccessLog
                query={log}
                line={(entry) => memberLine(t, titles, entry)}
                extra={(line) => <ProofButton entry={line.key} load={proofOf} />}
            />
        </Page>
    );
}
