import { useTranslation } from 'react-i18next';
import { day } from '../../shared/i18n/format';

/** When a group session is, in the time of its place, which it names: whoever reads it may be elsewhere. */
export function SessionTime({ session }: { session: { starts_at: string; local: string; zone: string } }) {
    const { t } = useTranslation();
    return <time dateTime={session.starts_at}>{t('critical:at', { day: day(session.local.slice(0, 10)), time: session.local.slice(11, 16), zone: session.zone })}</time>;
}
