import { Button, NumberInput, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../shared/api/client';
import { ActForm, useAct } from '../../staff/parts/Act';
import { useMay } from '../../staff/questions';
import staff from '../../staff/staff.module.css';
import { type File, type Place, useVocabulary } from './questions';

/** How many sessions are used and left, and for whoever allocates how many there are. */
export function Entitlement({ file, place }: { file: File; place: Place }) {
    const { t } = useTranslation();
    const may = useMay();
    const words = useVocabulary();
    const most = words.data?.services.find((one) => one.code === file.service)?.sessions_max ?? file.sessions;
    const [changing, setChanging] = useState(false);
    const [sessions, setSessions] = useState<number | string>(file.sessions);
    const save = useAct(
        () => answerOf(api.PUT('/care/people/{person}/cases/{case}/entitlement', { params: { path: place }, body: { sessions: Number(sessions) } })),
        { done: t('cases:entitlement.saved'), stale: ['care'], then: () => setChanging(false) },
    );
    return (
        <div className={staff.form}>
            <Text>{t('cases:entitlement.left', { used: file.used, left: Math.max(0, file.sessions - file.used), count: file.sessions })}</Text>
            {may('cases.allocate') && file.state !== 'closed' && !changing && (
                <div className={staff.actions}>
                    <Button variant="default" onClick={() => setChanging(true)}>
                        {t('cases:entitlement.change')}
                    </Button>
                </div>
            )}
            {changing && (
                <ActForm bare action={t('cases:entitlement.save')} busy={save.isPending} error={save.error} onSubmit={() => save.mutate()} onCancel={() => setChanging(false)}>
                    <NumberInput
                        label={t('cases:entitlement.sessions')}
                        description={t('cases:entitlement.most', { count: most })}
                        value={sessions}
                        onChange={setSessions}
                        min={Math.max(1, file.used)}
                        max={most}
                        allowDecimal={false}
                        required
                    />
                </ActForm>
            )}
        </div>
    );
}
