import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Answer, Empty } from '../shared/parts/answers';
import { Icon } from '../shared/parts/Icon';
import { Page, Sheet } from '../shared/parts/Page';
import { DateText } from '../shared/parts/small';
import staff from '../staff/staff.module.css';
import classes from './organisation.module.css';
import { referenceOf, useReports } from './questions';

/** What people read, agreed to and let go to the one who referred them. */
export default function Reports() {
    const { t } = useTranslation();
    const reports = useReports();
    return (
        <Page
            title={t('organisation:reports.title')}
            lead={t('organisation:reports.lead')}
            actions={
                reports.data && reports.data.length > 0 ? (
                    <Button variant="default" className={classes.noPrint} leftSection={<Icon name="print" size={18} />} onClick={() => window.print()}>
                        {t('organisation:print')}
                    </Button>
                ) : undefined
            }
        >
            <Answer query={reports} lines={4}>
                {(all) =>
                    all.length === 0 ? (
                        <Empty icon="check" title={t('organisation:reports.none')}>
                            {t('organisation:reports.none_text')}
                        </Empty>
                    ) : (
                        all.map((one) => (
                            <Sheet key={one.report_id} className={staff.form}>
                                <div>
                                    <h2 className={classes.kind}>{t(`organisation:reports.kind.${one.kind}`)}</h2>
                                    <span className={staff.small}>
                                        {t('organisation:referrals.reference', { reference: referenceOf(one.referral_id) })}
                                        {' · '}
                                        {t('organisation:reports.came')} <DateText at={one.delivered_at} style="date" />
                                    </span>
                                </div>
                                <Text className={classes.text}>{one.text}</Text>
                                {one.statement && (
                                    <div className={classes.views}>
                                        <Text fw={650}>{t('organisation:reports.views')}</Text>
                                        <Text className={classes.text}>{one.statement}</Text>
                                    </div>
                                )}
                            </Sheet>
                        ))
                    )
                }
            </Answer>
            <Text c="dimmed" className={classes.measure}>
                {t('organisation:reports.keep')}
            </Text>
        </Page>
    );
}
