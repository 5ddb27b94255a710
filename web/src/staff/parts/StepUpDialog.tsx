import { Modal, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { Answer } from '../../shared/parts/answers';
import sheet from '../../shared/parts/Confirm.module.css';
import { answerStepUp, memory, useStepUpAsked } from '../session';
import type { Me } from '../types';
import { SecondFactor } from './SecondFactor';

/** Before what is dangerous: the second factor again. */
export function StepUpDialog() {
    const { t } = useTranslation();
    const asked = useStepUpAsked();
    return (
        <Modal.Root opened={asked} onClose={() => answerStepUp(false)} centered classNames={{ content: sheet.sheet }}>
            <Modal.Overlay />
            <Modal.Content>
                <div className={sheet.head}>
                    <Modal.Title className={sheet.title}>{t('staff:step_up.title')}</Modal.Title>
                    <Modal.CloseButton aria-label={t('shared:action.close')} size="lg" />
                </div>
                <Modal.Body className={sheet.body}>
                    <Text>{t('staff:step_up.text')}</Text>
                    {asked && <Challenge />}
                </Modal.Body>
            </Modal.Content>
        </Modal.Root>
    );
}

function Challenge() {
    const { t } = useTranslation();
    const challenge = useQuery({
        queryKey: ['step-up'],
        queryFn: () => answerOf(api.POST('/staff/step-up/challenge', {})),
        gcTime: 0,
        staleTime: 0,
    });
    return (
        <Answer query={challenge} lines={2}>
            {({ methods, passkey }) => (
                <SecondFactor
                    methods={methods}
                    passkey={passkey}
                    action={t('staff:step_up.action')}
                    onFactor={async (factor) => {
                        try {
                            const until = await answerOf(api.POST('/staff/step-up', { body: factor }));
                            memory.setQueryData<Me>(['me'], (known) => known && { ...known, ...until });
                            answerStepUp(true);
                        } catch (error) {
                            // A challenge serves once.
                            void challenge.refetch();
                            throw error;
                        }
                    }}
                />
            )}
        </Answer>
    );
}
