import { Anchor, Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import { dateOnly, list } from '../../shared/i18n/format';
import { Answer, ProblemNote } from '../../shared/parts/answers';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { DateText, Facts, StateMark } from '../../shared/parts/small';
import { useFactors, useMay, useMe, useNotices, useWords } from '../questions';
import { memory } from '../session';
import classes from '../staff.module.css';
import type { Me } from '../types';

/** Who one is here, what waits, and what is missing. */
export function Home() {
    const { t } = useTranslation();
    const me = useMe();
    const may = useMay();
    return (
        <Page title={t('staff:home.title')}>
            <Answer query={me}>{(data) => <Who me={data} />}</Answer>
            <FewCodes />
            {may('notices.read') && <Notices />}
        </Page>
    );
}

function Who({ me }: { me: Me }) {
    const { t } = useTranslation();
    const words = useWords();
    return (
        <Sheet className={classes.form}>
            <Facts
                rows={[
                    [t('staff:account.name'), me.name],
                    [t('staff:account.email'), me.email],
                    [
                        t('staff:account.roles'),
                        me.roles.length > 0 ? list(me.roles.map((role) => role.title)) : t('staff:account.no_role'),
                    ],
                    [
                        t('staff:home.training'),
                        me.trainings.length > 0
                            ? list(
                                  me.trainings.map((one) =>
                                      t('staff:training.line', {
                                          course: words.course(one.course),
                                          until: dateOnly(one.valid_until),
                                      }),
                                  ),
                              )
                            : t('staff:training.none'),
                    ],
                ]}
            />
            {!me.trained && me.side === 'house' && (
                <div>
                    <StateMark tone="warn">{t('staff:home.untrained')}</StateMark>
                    <Text>{t('staff:home.untrained_text')}</Text>
                </div>
            )}
        </Sheet>
    );
}

const fewCodes = 3;

function FewCodes() {
    const { t } = useTranslation();
    const factors = useFactors();
    if (!factors.data || factors.data.recovery_codes_left >= fewCodes) return null;
    return (
        <Text>
            {t('staff:home.few_codes', { count: factors.data.recovery_codes_left })}{' '}
            <Anchor component={Link} to="/desk/security" underline="always">
                {t('staff:home.new_codes')}
            </Anchor>
        </Text>
    );
}

function Notices() {
    const { t } = useTranslation();
    const notices = useNotices(true);
    const seen = useMutation({
        mutationFn: (notice: string) =>
            answerOf(api.POST('/staff/notices/{notice}/seen', { params: { path: { notice } } })),
        onSuccess: () => memory.invalidateQueries({ queryKey: ['notices'] }),
    });
    return (
        <Section title={t('staff:notices.title')}>
            <Answer query={notices}>
                {(all) =>
                    all.length === 0 ? (
                        <Text c="dimmed">{t('staff:notices.none')}</Text>
                    ) : (
                        <ul className={classes.list}>
                            {all.map((notice) => (
                                <li key={notice.notice_id}>
                                    <div className={classes.entry}>
                                        <span className={classes.entryHead}>
                                            <Anchor component={Link} to={notice.kind === 'data_request' ? '/desk/care/requests' : '/desk/doors'}>
                                                {t(`staff:notices.kind.${notice.kind}`, { defaultValue: notice.kind })}
                                            </Anchor>
                                            {!notice.seen_at && <StateMark tone="busy">{t('staff:notices.new')}</StateMark>}
                                        </span>
                                        <span className={classes.small}>
                                            <DateText at={notice.at} />
                                        </span>
                                    </div>
                                    {!notice.seen_at && (
                                        <Button
                                            variant="default"
                                            loading={seen.isPending && seen.variables === notice.notice_id}
                                            onClick={() => seen.mutate(notice.notice_id)}
                                        >
                                            {t('staff:notices.seen')}
                                        </Button>
                                    )}
                                </li>
                            ))}
                        </ul>
                    )
                }
            </Answer>
            {seen.isError && <ProblemNote error={seen.error} />}
        </Section>
    );
}
