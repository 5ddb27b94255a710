import { Anchor, Button, Switch, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { type FormEvent, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import type { Category, Grant, Program, Purpose } from '../../shared/api/types';
import { browserZone, number } from '../../shared/i18n/format';
import { announce } from '../../shared/parts/announce';
import { Answer, Empty, ProblemNote } from '../../shared/parts/answers';
import { Fold } from '../../shared/parts/Fold';
import { leave, outsideAddress } from '../../shared/parts/outside';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { Facts } from '../../shared/parts/small';
import { NoticeNote } from '../parts/NoticeNote';
import { connectionsKey, usePrograms } from '../questions';
import classes from './AddProgram.module.css';

const keyOf = (category: string, purpose: string) => `${category}/${purpose}`;

/** The consent page: what a Program would collect, for what, for whom, for how long. Nothing is chosen beforehand. */
export default function AddProgram() {
    const { t } = useTranslation();
    const { code } = useParams();
    const programs = usePrograms();
    const program = programs.data?.find((one) => one.code === code);
    return (
        <Page
            title={program ? t('member:consent.title', { program: program.title }) : t('member:consent.loading')}
            lead={program && t('member:consent.lead')}
            back={{ to: '/app/programs', text: t('member:programs.title') }}
        >
            <Answer query={programs}>
                {() =>
                    program ? (
                        <Choices key={program.code} program={program} />
                    ) : (
                        <Empty icon="programs" title={t('member:consent.unknown_title')}>
                            {t('member:consent.unknown')}
                        </Empty>
                    )
                }
            </Answer>
        </Page>
    );
}

function Choices({ program }: { program: Program }) {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const queries = useQueryClient();
    const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
    const [asked, setAsked] = useState(false);
    const hint = useId();
    const purposes = useMemo(() => purposesOf(program), [program]);
    const same = sameTerms(program.categories.flatMap((category) => category.purposes));
    const all = program.categories.flatMap((category) =>
        category.purposes.map((purpose): Grant => ({ category: category.code, purpose: purpose.code })),
    );
    const grants = all.filter((grant) => chosen.has(keyOf(grant.category, grant.purpose)));

    const connect = useMutation({
        mutationFn: () => answerOf(api.POST('/me/connections', { body: { program: program.code, grants, zone: browserZone() } })),
        onSuccess: async (made) => {
            const vendor = outsideAddress(made.authorize_url);
            if (vendor) {
                leave.to(vendor);
                return;
            }
            await queries.invalidateQueries({ queryKey: connectionsKey });
            void queries.invalidateQueries();
            navigate(
                program.kind === 'file' ? `/app/import?program=${program.code}` : `/app/programs/${made.connection_id}`,
            );
        },
    });

    const change = (keys: string[], on: boolean) => {
        const next = new Set(chosen);
        for (const key of keys) if (on) next.add(key); else next.delete(key);
        setChosen(next);
        setAsked(false);
    };
    const submit = (event: FormEvent) => {
        event.preventDefault();
        if (grants.length === 0) {
            setAsked(true);
            announce(t('member:consent.at_least'));
            return;
        }
        connect.mutate();
    };

    return (
        <form onSubmit={submit} className={classes.form}>
            {program.history_days > 0 && program.kind === 'oauth' && (
                <Text>
                    {t('member:consent.history', {
                        program: program.title,
                        count: program.history_days,
                        shown: number(program.history_days, 0),
                    })}
                </Text>
            )}
            <Section title={t('member:consent.purposes')}>
                <div className={classes.purposes}>
                    {purposes.map((purpose) => {
                        const keys = program.categories.flatMap((category) =>
                            category.purposes.some((one) => one.code === purpose.code)
                                ? [keyOf(category.code, purpose.code)]
                                : [],
                        );
                        const each = (on: boolean) => {
                            change(keys, on);
                            announce(t(on ? 'member:consent.all_on' : 'member:consent.all_off', { purpose: purpose.title }));
                        };
                        return (
                            <Sheet key={purpose.code} className={classes.purpose}>
                                <Title order={3} className={classes.purposeTitle}>
                                    {purpose.title}
                                </Title>
                                <Text>{purpose.description}</Text>
                                <div className={classes.each}>
                                    <Button
                                        variant="default"
                                        onClick={() => each(true)}
                                        aria-label={t('member:consent.all_for', { purpose: purpose.title })}
                                    >
                                        {t('member:consent.all')}
                                    </Button>
                                    <Button
                                        variant="default"
                                        onClick={() => each(false)}
                                        aria-label={t('member:consent.none_for', { purpose: purpose.title })}
                                    >
                                        {t('member:consent.none')}
                                    </Button>
                                </div>
                            </Sheet>
                        );
                    })}
                </div>
            </Section>
            <Section title={t('member:consent.categories')}>
                {same && (
                    <Sheet>
                        <Text className={classes.same}>{t('member:consent.for_all')}</Text>
                        <Facts rows={terms(t, same)} />
                    </Sheet>
                )}
                <div className={classes.categories}>
                    {program.categories.map((category) => (
                        <CategoryChoice
                            key={category.code}
                            category={category}
                            chosen={chosen}
                            told={same !== undefined}
                            onChange={(key, on) => change([key], on)}
                        />
                    ))}
                </div>
            </Section>
            <NoticeNote />
            {connect.isError && <ProblemNote error={connect.error} title={t('member:consent.failed')} />}
            <div className={classes.foot}>
                <Text id={hint} className={classes.count} data-problem={asked || undefined}>
                    {asked
                        ? t('member:consent.at_least')
                        : t('member:consent.count', { count: grants.length, all: number(all.length, 0) })}
                </Text>
                <div className={classes.footActions}>
                    <Anchor component={Link} to="/app/programs" className={classes.cancel}>
                        {t('shared:action.cancel')}
                    </Anchor>
                    <Button type="submit" size="md" loading={connect.isPending} aria-describedby={hint}>
                        {program.kind === 'oauth'
                            ? t('member:consent.continue_to', { program: program.title })
                            : t('member:consent.agree')}
                    </Button>
                </div>
            </div>
        </form>
    );
}

interface CategoryChoiceProps {
    category: Category;
    chosen: ReadonlySet<string>;
    /** Basis and period were said above, for every kind of data at once. */
    told: boolean;
    onChange: (key: string, on: boolean) => void;
}

function terms(t: TFunction, purpose: Purpose): [string, string][] {
    return [
        [t('member:consent.basis'), purpose.lawful_basis],
        [t('member:consent.kept'), purpose.retention],
    ];
}

/** The usual case, one basis and one period for all of them: a purpose to say it once by. */
function sameTerms(purposes: Purpose[]): Purpose | undefined {
    const alike = new Set(purposes.map((one) => `${one.lawful_basis}|${one.retention}`)).size === 1;
    return alike ? purposes[0] : undefined;
}

function CategoryChoice({ category, chosen, told, onChange }: CategoryChoiceProps) {
    const { t } = useTranslation();
    // A phone has no room for what everybody knows of their steps; what is collected stays in sight.
    const roomy = useMediaQuery('(min-width: 48em)');
    const same = sameTerms(category.purposes);
    return (
        <Sheet>
            <fieldset className={classes.category}>
                <legend>{category.title}</legend>
                {roomy && <Text>{category.description}</Text>}
                <Facts rows={[[t('member:consent.collected'), category.what_is_collected]]} />
                {!roomy && (
                    <Fold title={t('member:consent.about', { category: category.title })}>
                        <Text>{category.description}</Text>
                    </Fold>
                )}
                <div className={classes.switches}>
                    {category.purposes.map((purpose) => {
                        const key = keyOf(category.code, purpose.code);
                        return (
                            <div key={purpose.code} className={classes.choice}>
                                <Switch
                                    size="md"
                                    checked={chosen.has(key)}
                                    onChange={(event) => onChange(key, event.currentTarget.checked)}
                                    label={purpose.title}
                                    description={t('member:consent.seen_by', { recipient: purpose.recipient.title })}
                                    classNames={{ body: classes.switchBody, label: classes.switchLabel }}
                                />
                                {!same && <Facts rows={terms(t, purpose)} />}
                            </div>
                        );
                    })}
                </div>
                {same && !told && <Facts rows={terms(t, same)} />}
            </fieldset>
        </Sheet>
    );
}

function purposesOf(program: Program): Purpose[] {
    const found = new Map<string, Purpose>();
    for (const category of program.categories)
        for (const purpose of category.purposes) if (!found.has(purpose.code)) found.set(purpose.code, purpose);
    return [...found.values()];
}
