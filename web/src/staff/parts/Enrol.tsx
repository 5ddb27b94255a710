import { Button, Code, CopyButton, Text } from '@mantine/core';
import { QRCodeSVG } from 'qrcode.react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../shared/parts/announce';
import { Icon } from '../../shared/parts/Icon';
import { saveFile } from '../../shared/parts/small';
import classes from '../staff.module.css';

/** The secret of an authenticator app, as a code to scan, drawn here, and as letters to type. */
export function TotpSecret({ secret, uri }: { secret: string; uri: string }) {
    const { t } = useTranslation();
    return (
        <div className={classes.totp}>
            {/* White around it in the dark as well: a camera needs it. */}
            <div className={classes.qr}>
                <QRCodeSVG value={uri} size={192} marginSize={2} title={t('staff:totp.qr')} role="img" />
            </div>
            <div className={classes.totpText}>
                <Text>{t('staff:totp.scan')}</Text>
                <Text size="sm" c="dimmed">
                    {t('staff:totp.type')}
                </Text>
                <Code block className={classes.secret}>
                    {secret.replace(/(.{4})(?=.)/g, '$1 ')}
                </Code>
            </div>
        </div>
    );
}

/** Recovery codes: shown this once. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
    const { t } = useTranslation();
    const text = codes.join('\n');
    return (
        <div className={classes.form}>
            <Text>{t('staff:recovery.once')}</Text>
            <ul className={classes.codes}>
                {codes.map((code) => (
                    <li key={code}>{code}</li>
                ))}
            </ul>
            <div className={classes.actions}>
                <CopyButton value={text} timeout={2500}>
                    {({ copied, copy }) => (
                        <Button
                            variant="default"
                            leftSection={<Icon name={copied ? 'check' : 'copy'} />}
                            onClick={() => {
                                copy();
                                announce(t('staff:copied'));
                            }}
                        >
                            {copied ? t('staff:copied') : t('staff:recovery.copy')}
                        </Button>
                    )}
                </CopyButton>
                <Button
                    variant="default"
                    leftSection={<Icon name="download" />}
                    onClick={() => saveFile('wellkept-recovery-codes.txt', 'text/plain', `${text}\n`)}
                >
                    {t('staff:recovery.save')}
                </Button>
            </div>
        </div>
    );
}

/** A link that lets somebody in: shown this once, to be handed over by another way than the rest. */
export function ShownLink({ url, until }: { url: string; until: string }) {
    const { t } = useTranslation();
    return (
        <div className={classes.form}>
            <Text>{t('staff:link.text', { until })}</Text>
            <Code block className={classes.secret}>
                {url}
            </Code>
            <div>
                <CopyButton value={url} timeout={2500}>
                    {({ copied, copy }) => (
                        <Button
                            leftSection={<Icon name={copied ? 'check' : 'copy'} />}
                            onClick={() => {
                                copy();
                                announce(t('staff:copied'));
                            }}
                        >
                            {copied ? t('staff:copied') : t('staff:link.copy')}
                        </Button>
                    )}
                </CopyButton>
            </div>
        </div>
    );
}
