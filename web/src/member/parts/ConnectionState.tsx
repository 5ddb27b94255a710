import { useTranslation } from 'react-i18next';
import type { Connection } from '../../shared/api/types';
import { StateMark, type Tone } from '../../shared/parts/small';

const tones: Record<string, Tone> = {
    authorising: 'busy',
    connected: 'ok',
    broken: 'warn',
    revoking: 'busy',
};

export function ConnectionState({ state }: { state: Connection['state'] }) {
    const { t } = useTranslation();
    return <StateMark tone={tones[state] ?? 'plain'}>{t(`shared:connection.${state}`)}</StateMark>;
}
