import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import { Icon } from '../shared/parts/Icon';
import { Page, Section, Sheet } from '../shared/parts/Page';
import staff from '../staff/staff.module.css';
import classes from './organisation.module.css';
import { referenceOf, useReferrals } from './questions';
import { TakeBack } from './Referrals';

/** A referral was handed over: what happens now, and by which number both sides speak of it. */
export default function Handed() {
    const { t } = useTranslation();
    const { referral = '' } = useParams();
    const referrals = useReferrals();
    const known = referrals.data?.find((one) => one.referral_id === referral);
    return (
        <Page title={t('organisation:handed.title')} lead={t('organisation:handed.lead')}>
            <Sheet className={staff.form}>
                <Text>{t('organisation:handed.reference')}</Text>
                <Text className={classes.reference}>{referenceOf(referral)}</Text>
                <Text c="dimmed">{t('organisation:handed.reference_why')}</Text>
            </Sheet>
            <Section title={t('organisation:handed.next')}>
                <ol className={classes.steps}>
                    <li>{t('organisation:handed.one')}</li>
                    <li>{t('organisation:handed.two')}</li>
                    <li>{t('organisation:handed.three')}</li>
                    <li>{t('organisation:handed.four')}</li>
                </ol>
            </Section>
            <div className={`${staff.actions} ${classes.noPrint}`}>
                <Button component={Link} to="/organisation">
                    {t('organisation:handed.list')}
                </Button>
                <Button variant="default" leftSection={<Icon name="print" size={18} />} onClick={() => window.print()}>
                    {t('organisation:print')}
                </Button>
                {known && known.state !== 'taken_back' && <TakeBack referral={referral} />}
            </div>
            {known?.state === 'taken_back' && <Text role="status">{t('organisation:back.done')}</Text>}
        </Page>
    );
}
