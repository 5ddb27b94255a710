import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { list, timeOnly } from '../../shared/i18n/format';
import { Answer } from '../../shared/parts/answers';
import { Icon } from '../../shared/parts/Icon';
import { Page, Section } from '../../shared/parts/Page';
import { DateText, StateMark } from '../../shared/parts/small';
import { type Access, useAccess, useNames } from '../duties';
import duties from '../duties.module.css';
import { Rows } from '../parts/Act';
import { useMay, useWords } from '../questions';
import classes from '../staff.module.css';
import { statusTone } from './Accounts';

/** Who may do what at this moment: each account with its roles, open doors and training; each role with what it may. */
export default function AccessPage() {
    const { t } = useTranslation();
    const access = useAccess();
    return (
        <Page title={t('staff:access.title')} lead={t('staff:access.lead')}>
            <Answer query={access} lines={5}>
                {(data) => (
                    <>
                        <Section title={t('staff:access.people')}>
                            <Rows
                                items={[...data.accounts].sort((a, b) => Number(a.status === 'ended') - Number(b.status === 'ended'))}
                                none={t('staff:accounts.empty')}
                                keyOf={(one) => one.account_id}
                            >
                                {(one) => <Person one={one} />}
                            </Rows>
                        </Section>
                        <Section title={t('staff:access.roles')}>
                            <Matrix access={data} />
                        </Section>
                    </>
                )}
            </Answer>
        </Page>
    );
}

function Person({ one }: { one: Access['accounts'][number] }) {
    const { t } = useTranslation();
    const may = useMay();
    const words = useWords();
    const names = useNames();
    const trained = one.trained_until !== undefined && Date.parse(one.trained_until) > Date.now();
    const ended = one.status === 'ended';
    const name = one.name || t('staff:door.nobody');
    return (
        <>
            <div className={classes.entry}>
                <span className={classes.entryHead}>
                    {may('staff.read') ? (
                        <Anchor component={Link} to={`/desk/accounts/${one.account_id}`} inherit>
                            {name}
                        </Anchor>
                    ) : (
                        name
                    )}
                    <StateMark tone={statusTone[one.status] ?? 'plain'}>{t(`staff:status.${one.status}`)}</StateMark>
                </span>
                <span>{one.roles.length > 0 ? list(one.roles.map(words.role)) : t('staff:account.no_role')}</span>
                <span className={classes.small}>
                    {one.last_act_at ? (
                        <>
                            {t('staff:access.last')} <DateText at={one.last_act_at} />
                        </>
                    ) : (
                        t('staff:access.never')
                    )}
                    {one.ends_at && (
                        <>
                            {` · ${t(ended ? 'staff:access.ended' : 'staff:access.ends')} `}
                            <DateText at={one.ends_at} style="date" />
                        </>
                    )}
                </span>
                {one.doors.map((door) => (
                    <span key={door.access_id}>
                        <StateMark tone="busy">
                            {t('staff:access.door', {
                                kind: t(`staff:door.kind.${door.kind}`),
                                client: names.client(door.client_id),
                                time: timeOnly(door.expires_at),
                            })}
                        </StateMark>
                    </span>
                ))}
            </div>
            {!ended &&
                (trained && one.trained_until ? (
                    <span className={classes.small}>
                        {t('staff:training.until')} <DateText at={one.trained_until} style="date" />
                    </span>
                ) : (
                    <StateMark tone="warn">{t('staff:training.missing')}</StateMark>
                ))}
        </>
    );
}

/** What holds only under an exceptional access. */
const exceptional = ['support', 'break_glass'];

/** Roles across, permissions down, made from the policy in force. */
function Matrix({ access }: { access: Access }) {
    const { t } = useTranslation();
    const names = useNames();
    const rooms = [...new Set(access.permissions.map((one) => one.room))];
    return (
        <>
            <ul className={duties.legend}>
                <li>
                    <Icon name="check" size={18} /> {t('staff:access.always')}
                </li>
                <li>
                    <Icon name="half" size={18} /> {t('staff:access.behind_door')}
                </li>
            </ul>
            <div className={duties.wide} tabIndex={0} role="region" aria-label={t('staff:access.roles')}>
                <table className={duties.matrix}>
                    <thead>
                        <tr>
                            <th scope="col">{t('staff:access.may')}</th>
                            {access.roles.map((role) => (
                                <th key={role.code} scope="col">
                                    {role.title}
                                </th>
                            ))}
                        </tr>
                    </thead>
                    {rooms.map((room) => (
                        <tbody key={room}>
                            {access.permissions
                                .filter((one) => one.room === room)
                                .map((permission) => (
                                    <tr key={permission.name}>
                                        <th scope="row" title={permission.name}>
                                            <span className={duties.said}>{permission.title}</span>
                                        </th>
                                        {access.roles.map((role) => {
                                            const purposes = role.permissions[permission.name];
                                            const said = purposes && list(purposes.map(names.purpose));
                                            const behindDoor = purposes?.every((one) => exceptional.includes(one));
                                            return (
                                                <td key={role.code} className={duties.mark} title={said}>
                                                    {said && (
                                                        <>
                                                            <Icon name={behindDoor ? 'half' : 'check'} size={18} />
                                                            <span className={classes.hidden}>{said}</span>
                                                        </>
                                                    )}
                                                </td>
                                            );
                                        })}
                                    </tr>
                                ))}
                        </tbody>
                    ))}
                </table>
            </div>
        </>
    );
}
