import { Button, FileInput, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../shared/api/client';
import { day, list } from '../shared/i18n/format';
import { Answer, Empty, ProblemNote } from '../shared/parts/answers';
import { Page, Sheet } from '../shared/parts/Page';
import { Facts, StateMark } from '../shared/parts/small';
import { useAct } from '../staff/parts/Act';
import { useMay } from '../staff/questions';
import staff from '../staff/staff.module.css';
import classes from './organisation.module.css';
import { type Contract, type ListReport, useContracts } from './questions';

/** What was agreed, and for HR the list of who may come. */
export default function Contracts() {
    const { t } = useTranslation();
    const contracts = useContracts();
    const may = useMay();
    return (
        <Page title={t('organisation:contracts.title')} lead={t('organisation:contracts.lead')}>
            <Answer query={contracts} lines={3}>
                {(all) =>
                    all.length === 0 ? (
                        <Empty icon="empty" title={t('organisation:contracts.none')} />
                    ) : (
                        all.map((one) => (
                            <Sheet key={one.contract_id} className={staff.form}>
                                <div className={staff.entryHead}>
                                    <h2 className={classes.kind}>{one.reference}</h2>
                                    <StateMark tone={one.in_force ? 'ok' : 'plain'}>
                                        {t(one.in_force ? 'organisation:contracts.in_force' : 'organisation:contracts.not_in_force')}
                                    </StateMark>
                                </div>
                                <Facts
                                    rows={[
                                        [t('organisation:contracts.services'), list(one.services.map((code) => t(`organisation:service.${code}.title`)))],
                                        [
                                            t('organisation:contracts.time'),
                                            one.ends_on
                                                ? t('organisation:contracts.until', { from: day(one.starts_on), to: day(one.ends_on) })
                                                : t('organisation:contracts.open', { from: day(one.starts_on) }),
                                        ],
                                        [
                                            t('organisation:contracts.sessions'),
                                            one.sessions ? t('organisation:contracts.sessions_each', { count: one.sessions }) : t('organisation:contracts.sessions_need'),
                                        ],
                                        [t('organisation:contracts.people'), String(one.covered_headcount)],
                                        [t('organisation:contracts.threshold'), t('organisation:contracts.threshold_from', { count: one.reporting_threshold })],
                                    ]}
                                />
                                {may('organisations.send_list') && one.in_force && <Upload contract={one} />}
                            </Sheet>
                        ))
                    )
                }
            </Answer>
            <Text c="dimmed" className={classes.measure}>
                {t('organisation:contracts.codes')}
            </Text>
        </Page>
    );
}

function Upload({ contract }: { contract: Contract }) {
    const { t } = useTranslation();
    const [file, setFile] = useState<File | null>(null);
    const send = useAct(
        async (csv: File) =>
            answerOf(
                api.POST('/care/organisation/eligibility-lists', {
                    params: { query: { contract: contract.contract_id } },
                    body: (await csv.text()) as never,
                    bodySerializer: (text: unknown) => String(text),
                    headers: { 'Content-Type': 'text/csv' },
                }),
            ),
        { done: t('organisation:list.sent'), stale: [], then: () => setFile(null) },
    );
    return (
        <div className={`${staff.form} ${classes.noPrint}`}>
            <FileInput
                label={t('organisation:list.file')}
                description={t('organisation:list.file_why')}
                placeholder={t('organisation:list.choose')}
                accept=".csv,text/csv"
                value={file}
                onChange={setFile}
                clearable
                clearButtonProps={{ 'aria-label': t('organisation:list.clear') }}
            />
            <div className={staff.actions}>
                <Button onClick={() => file && send.mutate(file)} disabled={!file} loading={send.isPending}>
                    {t('organisation:list.send')}
                </Button>
            </div>
            {send.isError && <ProblemNote error={send.error} />}
            {send.data && <Outcome report={send.data} />}
        </div>
    );
}

function Outcome({ report }: { report: ListReport }) {
    const { t } = useTranslation();
    return (
        <div role="status">
            <Text>{t('organisation:list.outcome', { accepted: report.accepted, refused: report.refused, ended: report.ended })}</Text>
            {report.rows.length > 0 && (
                <ul className={classes.steps}>
                    {report.rows.map((row) => (
                        <li key={row.line}>{t('organisation:list.line', { line: row.line, why: row.why })}</li>
                    ))}
                </ul>
            )}
        </div>
    );
}
