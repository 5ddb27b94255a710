import { useTranslation } from 'react-i18next';
import { Answer } from '../shared/parts/answers';
import { Section } from '../shared/parts/Page';
import { DateText, Facts, StateMark } from '../shared/parts/small';
import classes from './care.module.css';
import { useMailbox, useQuarantine } from './questions';

/** Whether the mailbox is read, and what of what people sent was kept closed. */
export function HelplineMailbox({ open }: { open: (person: string) => void }) {
    const { t } = useTranslation();
    const mailbox = useMailbox();
    const closed = useQuarantine();
    return (
        <Section title={t('care:mailbox.title')}>
            <Answer query={mailbox} lines={2}>
                {(box) =>
                    !box.configured ? (
                        <p className={classes.small}>{t('care:mailbox.none')}</p>
                    ) : (
                        <>
                            <div>
                                {box.problem ? (
                                    <StateMark tone="warn">
                                        {t(`care:mailbox.problem.${box.problem}`, { code: box.problem, defaultValue: t('care:mailbox.problem.other', { code: box.problem }) })}
                                    </StateMark>
                                ) : (
                                    <StateMark tone={box.read_at ? 'ok' : 'busy'}>{t(box.read_at ? 'care:mailbox.fine' : 'care:mailbox.not_yet')}</StateMark>
                                )}
                            </div>
                            <Facts
                                short
                                rows={[
                                    [t('care:mailbox.read_at'), box.read_at ? <DateText key="at" at={box.read_at} style="ago" /> : '–'],
                                    [t('care:mailbox.stored'), box.stored],
                                    [t('care:mailbox.too_large'), box.held_too_large],
                                    [t('care:mailbox.sender_limit'), box.held_sender_limit],
                                    [t('care:mailbox.not_stored'), box.held_not_stored],
                                ]}
                            />
                        </>
                    )
                }
            </Answer>
            <Answer query={closed} lines={1}>
                {(all) => (
                    <>
                        <p className={classes.small}>{t('care:mailbox.checked', { clean: all.clean, infected: all.infected, held: all.held })}</p>
                        {all.closed.length > 0 && (
                            <ul className={classes.list}>
                                {all.closed.map((file) => (
                                    <li key={file.file_id}>
                                        <button type="button" className={classes.row} onClick={() => open(file.service_user_id)}>
                                            <span className={classes.name}>{file.name || t('care:file.unnamed')}</span>
                                            <span className={classes.small}>
                                                {t(`care:file.state.${file.state}`)} <DateText at={file.since} style="ago" />
                                            </span>
                                        </button>
                                    </li>
                                ))}
                            </ul>
                        )}
                    </>
                )}
            </Answer>
        </Section>
    );
}
