import { Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { duration } from '../../shared/i18n/format';
import { Answer } from '../../shared/parts/answers';
import { useVocabulary } from '../questions';
import classes from '../staff.module.css';
import type { Vocabulary } from '../types';
import { ActForm, Choose } from './Act';

export interface DoorRequest {
    reason: string;
    text: string;
    minutes: number;
}

interface OpenDoorProps {
    kind: 'support' | 'break_glass';
    action: string;
    busy: boolean;
    error: unknown;
    /** Who learns of it, where that is not the Client. */
    seen?: string;
    children?: React.ReactNode;
    onOpen: (request: DoorRequest) => void;
}

const lengths = [15, 30, 60, 120, 240, 480];

/** Why and for how long a door is opened. Neither is chosen beforehand. */
export function OpenDoor(props: OpenDoorProps) {
    const vocabulary = useVocabulary();
    return <Answer query={vocabulary}>{(words) => <Fields {...props} words={words} />}</Answer>;
}

function Fields({ kind, action, busy, error, children, onOpen, words, seen }: OpenDoorProps & { words: Vocabulary }) {
    const { t } = useTranslation();
    const rule = words.access.find((one) => one.kind === kind);
    const [reason, setReason] = useState('');
    const [text, setText] = useState('');
    const [minutes, setMinutes] = useState('');
    const most = rule?.minutes_max ?? 0;
    const offered = [...new Set([...lengths.filter((one) => one < most), most])];
    return (
        <ActForm
            bare
            action={action}
            busy={busy}
            error={error}
            onSubmit={() => onOpen({ reason, text: text.trim(), minutes: Number(minutes) })}
        >
            {children}
            <div className={classes.row}>
                <Choose
                    label={t('staff:door.reason')}
                    value={reason}
                    options={(rule?.reasons ?? []).map((one) => ({ value: one.code, label: one.title }))}
                    onChoose={setReason}
                    required
                />
                <Choose
                    label={t('staff:door.minutes')}
                    value={minutes}
                    options={offered.map((one) => ({ value: String(one), label: duration(one) }))}
                    onChoose={setMinutes}
                    required
                />
            </div>
            <Textarea
                size="md"
                label={t('staff:door.text')}
                description={t('staff:door.text_why')}
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
                minLength={10}
                maxLength={1000}
                rows={3}
                required
            />
            <Text c="dimmed">{seen ?? t(kind === 'support' ? 'staff:door.seen_support' : 'staff:door.seen_glass')}</Text>
        </ActForm>
    );
}
