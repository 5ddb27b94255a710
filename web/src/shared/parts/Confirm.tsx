import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from './answers';
import classes from './Confirm.module.css';

interface ConfirmProps {
    opened: boolean;
    title: string;
    action: string;
    busy: boolean;
    error?: unknown;
    onConfirm: () => void;
    onClose: () => void;
    children: ReactNode;
}

/** Asks before what cannot be undone; the safe answer is the one the focus starts on. */
export function Confirm({ opened, title, action, busy, error, onConfirm, onClose, children }: ConfirmProps) {
    const { t } = useTranslation();
    return (
        <Modal.Root opened={opened} onClose={onClose} centered size="lg" classNames={{ content: classes.sheet }}>
            <Modal.Overlay />
            <Modal.Content>
                {/* Not Modal.Header: that one counts as the page's banner. */}
                <div className={classes.head}>
                    <Modal.Title className={classes.title}>{title}</Modal.Title>
                    <Modal.CloseButton aria-label={t('shared:action.close')} size="lg" />
                </div>
                <Modal.Body className={classes.body}>
                    {children}
                    {error !== undefined && error !== null && <ProblemNote error={error} />}
                    <Group justify="flex-end" className={classes.actions}>
                        <Button variant="default" onClick={onClose} disabled={busy} data-autofocus>
                            {t('shared:action.cancel')}
                        </Button>
                        <Button color="clay" onClick={onConfirm} loading={busy}>
                            {action}
                        </Button>
                    </Group>
                </Modal.Body>
            </Modal.Content>
        </Modal.Root>
    );
}
