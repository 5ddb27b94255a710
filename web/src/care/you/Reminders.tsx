import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { announce } from '../../shared/parts/announce';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { KeptChoice } from '../../shared/parts/KeptChoice';
import { Section } from '../../shared/parts/Page';

const key = ['care-reminders'];

/** Whether I am reminded of what is planned. */
export function Reminders() {
    const { t } = useTranslation();
    const memory = useQueryClient();
    const known = useQuery({ queryKey: key, queryFn: ({ signal }) => answerOf(api.GET('/care/you/reminders', { signal })) });
    const save = useMutation({
        mutationFn: (wanted: boolean) => answerOf(api.PUT('/care/you/reminders', { body: { wanted } })),
        onSuccess: (_, wanted) => {
            memory.setQueryData(key, { wanted });
            announce(t('you:reminders.saved'));
        },
    });
    return (
        <Section title={t('you:reminders.title')}>
            {save.isError && <ProblemNote error={save.error} />}
            <Answer query={known} lines={1}>
                {({ wanted }) => <KeptChoice label={t('you:reminders.label')} description={t('you:reminders.help')} kept={wanted} save={save} />}
            </Answer>
        </Section>
    );
}
