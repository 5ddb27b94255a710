import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../shared/api/client';
import { Answer, ProblemNote } from '../shared/parts/answers';
import { KeptChoice } from '../shared/parts/KeptChoice';
import { Section } from '../shared/parts/Page';
import { useAct } from '../staff/parts/Act';

/** Whether a person wants to be reminded, as they say it by telephone. */
export function Reminders({ person }: { person: string }) {
    const { t } = useTranslation();
    const path = { person };
    const known = useQuery({
        queryKey: ['care', 'reminders', person],
        queryFn: ({ signal }) => answerOf(api.GET('/care/service-users/{person}/reminders', { params: { path }, signal })),
    });
    const save = useAct((wanted: boolean) => answerOf(api.PUT('/care/service-users/{person}/reminders', { params: { path }, body: { wanted } })), {
        done: t('care:reminders.saved'),
        stale: ['care'],
    });
    return (
        <Section title={t('care:reminders.title')}>
            {save.isError && <ProblemNote error={save.error} />}
            <Answer query={known} lines={1}>
                {({ wanted }) => <KeptChoice label={t('care:reminders.label')} description={t('care:reminders.help')} kept={wanted} save={save} />}
            </Answer>
        </Section>
    );
}
