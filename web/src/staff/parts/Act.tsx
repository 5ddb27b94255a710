import { Button, NativeSelect, type NativeSelectProps, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../shared/parts/announce';
import { ProblemNote } from '../../shared/parts/answers';
import { Sheet } from '../../shared/parts/Page';
import { memory, withStepUp } from '../session';
import classes from '../staff.module.css';

interface After<Out> {
    /** What is said aloud once it is done. */
    done?: string;
    /** What has to be asked for anew: the first words of the questions' keys. */
    stale: string[];
    then?: (out: Out) => void;
}

/** Something that changes something: with the second factor where the server wants it once more. */
export function useAct<In = void, Out = unknown>(act: (given: In) => Promise<Out>, { done, stale, then }: After<Out>) {
    return useMutation({
        mutationFn: (given: In) => withStepUp(() => act(given)),
        onSuccess: (out) => {
            if (done) announce(done);
            for (const key of stale) void memory.invalidateQueries({ queryKey: [key] });
            then?.(out);
        },
    });
}

interface ActFormProps {
    action: string;
    busy: boolean;
    error: unknown;
    onSubmit: () => void;
    onCancel?: () => void;
    /** Not on a sheet of its own: part of an entry. */
    bare?: boolean;
    children: ReactNode;
}

/** Fields, what went wrong, and the one button that does it. */
export function ActForm({ action, busy, error, onSubmit, onCancel, bare = false, children }: ActFormProps) {
    const { t } = useTranslation();
    const submit = (event: FormEvent) => {
        event.preventDefault();
        onSubmit();
    };
    const form = (
        <form onSubmit={submit} className={bare ? `${classes.form} ${classes.whole}` : classes.form}>
            {children}
            {error !== null && error !== undefined && <ProblemNote error={error} />}
            <div className={classes.actions}>
                <Button type="submit" loading={busy}>
                    {action}
                </Button>
                {onCancel && (
                    <Button variant="default" onClick={onCancel}>
                        {t('shared:action.cancel')}
                    </Button>
                )}
            </div>
        </form>
    );
    return bare ? form : <Sheet>{form}</Sheet>;
}

interface ChooseProps extends Omit<NativeSelectProps, 'data' | 'value' | 'onChange'> {
    value: string;
    options: { value: string; label: string }[];
    /** What stands for nothing chosen; "Choose" if left out. */
    none?: string;
    onChoose: (value: string) => void;
}

/** One of several; nothing is chosen beforehand. */
export function Choose({ value, options, none, onChoose, ...rest }: ChooseProps) {
    const { t } = useTranslation();
    return (
        <NativeSelect
            {...rest}
            value={value}
            onChange={(event) => onChoose(event.currentTarget.value)}
            data={[{ value: '', label: none ?? t('staff:door.choose') }, ...options]}
        />
    );
}

interface RowsProps<T> {
    items: T[];
    none: string;
    keyOf: (item: T) => string;
    children: (item: T) => ReactNode;
}

/** A list of entries, or what is said of none. */
export function Rows<T>({ items, none, keyOf, children }: RowsProps<T>) {
    if (items.length === 0) return <Text c="dimmed">{none}</Text>;
    return (
        <ul className={classes.list}>
            {items.map((item) => (
                <li key={keyOf(item)}>{children(item)}</li>
            ))}
        </ul>
    );
}
