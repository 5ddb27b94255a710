import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router-dom';
import { MetricView } from '../../shared/metric/MetricView';
import { Answer, Empty } from '../../shared/parts/answers';
import { Page } from '../../shared/parts/Page';
import { memberValues, useMemberMetrics } from '../questions';

export default function MemberMetric() {
    const { t } = useTranslation();
    const { member = '', metric: code } = useParams();
    const metrics = useMemberMetrics(member);
    const source = useMemo(() => memberValues(member), [member]);
    const metric = metrics.data?.find((one) => one.metric === code);
    return (
        <Page
            title={metric?.title ?? t('console:member.loading')}
            back={{ to: `/console/members/${member}`, text: t('console:member.back') }}
        >
            <Answer query={metrics} lines={4}>
                {() =>
                    metric ? (
                        <MetricView metric={metric} source={source} />
                    ) : (
                        <Empty title={t('console:member.no_metrics_title')}>{t('console:member.no_metrics')}</Empty>
                    )
                }
            </Answer>
        </Page>
    );
}
