import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { StateMark, type Tone } from '../shared/parts/small';
import classes from './care.module.css';

export interface SentFile {
    id: string;
    name: string;
    state: string;
    reason?: string;
    bytes: number;
}

const tones: { [state: string]: Tone } = { waiting: 'busy', held: 'warn', clean: 'ok', infected: 'warn' };

export function size(bytes: number): string {
    return bytes < 1024 ? `${bytes} B` : bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** What somebody sent with a contact: only what was found clean can be saved, and what is not says why. */
export function HelplineFiles({ files, at }: { files: SentFile[]; at: (file: string) => string }) {
    const { t } = useTranslation();
    if (files.length === 0) return null;
    return (
        <ul className={classes.files} aria-label={t('care:file.list')}>
            {files.map((file) => {
                const name = file.name || t('care:file.unnamed');
                return (
                    <li key={file.id} className={classes.file}>
                        {file.state === 'clean' ? (
                            <Anchor href={at(file.id)} download={name} className={classes.fileName}>
                                {name}
                            </Anchor>
                        ) : (
                            <span className={classes.fileName}>{name}</span>
                        )}
                        <span className={classes.small}>{size(file.bytes)}</span>
                        <StateMark tone={tones[file.state] ?? 'plain'}>{t(`care:file.state.${file.state}`)}</StateMark>
                        {file.state === 'held' && (
                            <span className={classes.small}>{t(`care:file.held.${file.reason}`, { defaultValue: t('care:file.held.limit') })}</span>
                        )}
                        {file.state === 'infected' && <span className={classes.small}>{t('care:file.infected', { found: file.reason })}</span>}
                    </li>
                );
            })}
        </ul>
    );
}
