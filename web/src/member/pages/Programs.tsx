import { Alert, Anchor, Button, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import type { Connection, Program } from '../../shared/api/types';
import { list } from '../../shared/i18n/format';
import { Answer, Empty } from '../../shared/parts/answers';
import { Icon } from '../../shared/parts/Icon';
import { Page, Sheet } from '../../shared/parts/Page';
import { ConnectionState } from '../parts/ConnectionState';
import { outsideAddress } from '../../shared/parts/outside';
import { useConnections, usePrograms } from '../questions';
import classes from './Programs.module.css';

const knownProblems = ['denied', 'expired', 'refused', 'vendor_unreachable'];

export default function Programs() {
    const { t } = useTranslation();
    const programs = usePrograms();
    const connections = useConnections();
    const [search, setSearch] = useSearchParams();
    const problem = search.get('problem');
    return (
        <Page title={t('member:programs.title')} lead={t('member:programs.lead')}>
            {problem && (
                <Alert
                    color="clay"
                    role="alert"
                    icon={<Icon name="alert" />}
                    title={t('member:programs.problem_title')}
                    withCloseButton
                    closeButtonLabel={t('shared:action.close')}
                    onClose={() => setSearch({}, { replace: true })}
                >
                    <Text>
                        {t(`member:programs.problem.${knownProblems.includes(problem) ? problem : 'other'}`)}
                    </Text>
                </Alert>
            )}
            <Answer query={programs} lines={4}>
                {(all) =>
                    all.length === 0 ? (
                        <Empty icon="programs" title={t('member:programs.empty_title')}>
                            {t('member:programs.empty')}
                        </Empty>
                    ) : (
                        <ul className={classes.catalogue}>
                            {all.map((program) => (
                                <li key={program.code}>
                                    <Card
                                        program={program}
                                        connection={connections.data?.find(
                                            (one) => one.program === program.code && one.state !== 'revoked',
                                        )}
                                    />
                                </li>
                            ))}
                        </ul>
                    )
                }
            </Answer>
        </Page>
    );
}

function Card({ program, connection }: { program: Program; connection: Connection | undefined }) {
    const { t } = useTranslation();
    const homepage = outsideAddress(program.homepage);
    return (
        <Sheet className={classes.card}>
            <div className={classes.head}>
                <Title order={2} className={classes.name}>
                    {program.title}
                </Title>
                {connection && <ConnectionState state={connection.state} />}
            </div>
            <Text>{program.description}</Text>
            <Text c="dimmed">
                {t('member:programs.offers', {
                    categories: list(program.categories.map((one) => one.title.toLocaleLowerCase())),
                })}
                {program.kind === 'file' && <> {t('member:programs.by_file')}</>}
            </Text>
            <div className={classes.foot}>
                {connection ? (
                    <Button component={Link} to={`/app/programs/${connection.connection_id}`} variant="default">
                        {t('member:programs.open', { program: program.title })}
                    </Button>
                ) : (
                    <Button component={Link} to={`/app/programs/add/${program.code}`}>
                        {t(program.kind === 'file' ? 'member:programs.choose_file' : 'member:programs.connect', {
                            program: program.title,
                        })}
                    </Button>
                )}
                {homepage && (
                    <Anchor href={homepage} rel="noreferrer" target="_blank">
                        {t('member:programs.homepage', { program: program.title })}
                    </Anchor>
                )}
            </div>
        </Sheet>
    );
}
