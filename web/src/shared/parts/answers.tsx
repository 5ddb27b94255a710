import { Alert, Button, Skeleton, Text, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../api/problem';
import classes from './answers.module.css';
import { Icon, type IconName } from './Icon';

/** What went wrong, in words, with what to do next; never a bare code. */
export function ProblemNote({ error, retry, title }: { error: unknown; retry?: () => void; title?: string }) {
    const { t } = useTranslation();
    const problem = asProblem(error);
    // Whoever closed the question knows that nothing was done.
    if (problem.code === 'cancelled') return null;
    const own =
        problem.code === 'unreachable'
            ? { title: t('shared:problem.unreachable_title'), detail: t('shared:problem.unreachable') }
            : problem.status === 429 || problem.status === 503
              ? { title: t('shared:problem.busy_title'), detail: t('shared:problem.busy') }
              : problem.status === 404
                ? { title: t('shared:problem.not_found_title'), detail: t('shared:problem.not_found') }
                : { title: t('shared:problem.title'), detail: t('shared:problem.text') };
    return (
        <Alert
            color="clay"
            variant="light"
            role="alert"
            icon={<Icon name="alert" />}
            title={title ?? (problem.title || own.title)}
            classNames={{ root: classes.alert, title: classes.alertTitle, message: classes.alertText }}
        >
            <Text>{problem.detail ?? (problem.title && !title ? problem.title : own.detail)}</Text>
            {problem.requestId && (
                <Text size="xs" className={classes.reference}>
                    {t('shared:problem.reference', { id: problem.requestId })}
                </Text>
            )}
            {retry && (
                <Button variant="default" onClick={retry} className={classes.retry}>
                    {t('shared:action.retry')}
                </Button>
            )}
        </Alert>
    );
}

/** Grey lines while an answer is on its way; said aloud only if it takes long. */
export function Loading({ lines = 3 }: { lines?: number }) {
    const { t } = useTranslation();
    const [long, setLong] = useState(false);
    useEffect(() => {
        const timer = window.setTimeout(() => setLong(true), 800);
        return () => window.clearTimeout(timer);
    }, []);
    return (
        <div className={classes.loading}>
            <VisuallyHidden role="status">{long ? t('shared:loading') : ''}</VisuallyHidden>
            {Array.from({ length: lines }, (_, index) => (
                <Skeleton key={index} height={index === 0 ? 28 : 64} radius="md" aria-hidden="true" />
            ))}
        </div>
    );
}

interface EmptyProps {
    icon?: IconName;
    title: string;
    children?: ReactNode;
    action?: ReactNode;
}

/** Nothing here yet, why, and what would change that. */
export function Empty({ icon = 'chart', title, children, action }: EmptyProps) {
    return (
        <div className={classes.empty}>
            <span className={classes.emptyIcon}>
                <Icon name={icon} size={26} />
            </span>
            <Text fw={650}>{title}</Text>
            {children && (
                <Text c="dimmed" className={classes.emptyText}>
                    {children}
                </Text>
            )}
            {action}
        </div>
    );
}

interface AnswerProps<T> {
    query: UseQueryResult<T>;
    lines?: number;
    children: (data: T) => ReactNode;
}

/** The three states of a question to the server. Old data stay in sight when a later ask fails. */
export function Answer<T>({ query, lines, children }: AnswerProps<T>) {
    if (query.data !== undefined) {
        return (
            <>
                {query.isError && <ProblemNote error={query.error} retry={() => void query.refetch()} />}
                {children(query.data)}
            </>
        );
    }
    if (query.isError) return <ProblemNote error={query.error} retry={() => void query.refetch()} />;
    return <Loading lines={lines} />;
}
