import { Anchor, Button, FileButton, NativeSelect, Progress, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type DragEvent, type FormEvent, type RefObject, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import { asProblem } from '../../shared/api/problem';
import type { Program } from '../../shared/api/types';
import { browserZone, fileSize, percent } from '../../shared/i18n/format';
import { announce } from '../../shared/parts/announce';
import { Answer, Empty, ProblemNote } from '../../shared/parts/answers';
import { Icon } from '../../shared/parts/Icon';
import { Page, Section, Sheet } from '../../shared/parts/Page';
import { EarlierImports, ImportResult } from '../parts/ImportResult';
import { useImport, usePrograms } from '../questions';
import { largestFile, sendFile } from '../upload';
import classes from './ImportPage.module.css';

export default function ImportPage() {
    const { t } = useTranslation();
    const programs = usePrograms();
    return (
        <Page title={t('member:import.title')} lead={t('member:import.lead')}>
            <Answer query={programs}>
                {(all) => {
                    const byFile = all.filter((one) => one.kind === 'file');
                    return byFile.length === 0 ? (
                        <Empty icon="upload" title={t('member:import.none_title')}>
                            {t('member:import.none')}
                        </Empty>
                    ) : (
                        <Upload programs={byFile} />
                    );
                }}
            </Answer>
            <Section title={t('member:import.earlier')}>
                <EarlierImports programs={programs.data ?? []} />
            </Section>
        </Page>
    );
}

function zones(): string[] {
    const own = browserZone();
    const known = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [];
    return [...new Set([own, 'UTC', ...known])].sort();
}

function Upload({ programs }: { programs: Program[] }) {
    const { t } = useTranslation();
    const queries = useQueryClient();
    const [search] = useSearchParams();
    const wished = programs.find((one) => one.code === search.get('program'));
    const [code, setCode] = useState((wished ?? programs.find((one) => one.connected) ?? programs[0])?.code ?? '');
    const [zone, setZone] = useState(browserZone);
    const [file, setFile] = useState<File | null>(null);
    const [person, setPerson] = useState('');
    const [sent, setSent] = useState(0);
    const [importId, setImportId] = useState<string>();
    const [missing, setMissing] = useState(false);
    const stop = useRef<AbortController | null>(null);
    const reset = useRef<() => void>(null);
    const program = programs.find((one) => one.code === code);
    const running = useImport(importId);

    const upload = useMutation({
        mutationFn: (chosen: File) => {
            stop.current = new AbortController();
            setSent(0);
            setImportId(undefined);
            return sendFile({ file: chosen, program: code, zone, person: person.trim() }, setSent, stop.current.signal);
        },
        onSuccess: (id) => {
            setImportId(id);
            announce(t('member:import.sent'));
            void queries.invalidateQueries({ queryKey: ['imports'] });
        },
    });
    const refusal = upload.error ? asProblem(upload.error) : undefined;
    const later = running.data?.problem;
    const several =
        refusal?.code === 'several_people'
            ? (refusal.detail ?? t('member:import.several'))
            : later?.code === 'several_people'
              ? later.text
              : undefined;
    const tooLarge = file !== null && file.size > largestFile;

    const choose = (chosen: File | null) => {
        setFile(chosen);
        setPerson('');
        setMissing(false);
        setImportId(undefined);
        upload.reset();
        if (chosen) announce(t('member:import.chosen', { name: chosen.name }));
    };
    const submit = (event: FormEvent) => {
        event.preventDefault();
        setMissing(file === null);
        if (file && !tooLarge) upload.mutate(file);
    };

    if (!program) return null;
    return (
        <>
            <Sheet>
                <form onSubmit={submit} className={classes.form}>
                    <NativeSelect
                        label={t('member:import.program')}
                        description={program.description}
                        value={code}
                        onChange={(event) => setCode(event.currentTarget.value)}
                        data={programs.map((one) => ({ value: one.code, label: one.title }))}
                        size="md"
                    />
                    {!program.connected ? (
                        <div className={classes.first}>
                            <Text>{t('member:import.consent_first', { program: program.title })}</Text>
                            <Button component={Link} to={`/app/programs/add/${program.code}`}>
                                {t('member:programs.choose_file', { program: program.title })}
                            </Button>
                        </div>
                    ) : (
                        <>
                            <DropZone file={file} onFile={choose} resetRef={reset} problem={missing} />
                            {tooLarge && (
                                <Text role="alert" className={classes.problem}>
                                    {t('member:import.too_large')}
                                </Text>
                            )}
                            <NativeSelect
                                label={t('member:import.zone')}
                                description={t('member:import.zone_why')}
                                value={zone}
                                onChange={(event) => setZone(event.currentTarget.value)}
                                data={zones()}
                                size="md"
                            />
                            {several && (
                                <div className={classes.several} role="alert">
                                    <Text fw={650}>{several}</Text>
                                    <TextInput
                                        label={t('member:import.person')}
                                        description={t('member:import.person_why')}
                                        value={person}
                                        onChange={(event) => setPerson(event.currentTarget.value)}
                                        autoComplete="off"
                                        size="md"
                                        required
                                    />
                                </div>
                            )}
                            {refusal && refusal.code !== 'several_people' && refusal.code !== 'unexpected' && (
                                <ProblemNote error={refusal} title={t('member:import.failed')} />
                            )}
                            {upload.isPending ? (
                                <Sending share={sent} onStop={() => stop.current?.abort()} />
                            ) : (
                                <div>
                                    <Button type="submit" size="md" leftSection={<Icon name="upload" />}>
                                        {several ? t('member:import.send_person') : t('member:import.send')}
                                    </Button>
                                </div>
                            )}
                        </>
                    )}
                </form>
            </Sheet>
            {importId && !several && (
                <Section title={t('member:import.result')}>
                    <Answer query={running}>{(shown) => <ImportResult shown={shown} />}</Answer>
                </Section>
            )}
        </>
    );
}

interface DropZoneProps {
    file: File | null;
    onFile: (file: File | null) => void;
    resetRef: RefObject<(() => void) | null>;
    problem: boolean;
}

function DropZone({ file, onFile, resetRef, problem }: DropZoneProps) {
    const { t } = useTranslation();
    const [over, setOver] = useState(false);
    const drop = (event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        const dropped = event.dataTransfer.files.item(0);
        if (dropped) onFile(dropped);
    };
    return (
        <div
            className={classes.drop}
            data-over={over || undefined}
            data-problem={problem || undefined}
            onDragOver={(event) => {
                event.preventDefault();
                setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={drop}
            data-testid="drop"
        >
            <Icon name="upload" size={28} />
            <Text className={classes.name}>
                {file
                    ? t('member:import.file', { name: file.name, size: fileSize(file.size) })
                    : t('member:import.drop')}
            </Text>
            <FileButton onChange={onFile} resetRef={resetRef} inputProps={{ 'aria-label': t('member:import.pick') }}>
                {(props) => (
                    <Button {...props} variant="default">
                        {file ? t('member:import.pick_another') : t('member:import.pick')}
                    </Button>
                )}
            </FileButton>
            {problem && (
                <Text role="alert" className={classes.problem}>
                    {t('member:import.missing')}
                </Text>
            )}
            <Text size="sm" c="dimmed">
                {t('member:import.limit')}
            </Text>
        </div>
    );
}

function Sending({ share, onStop }: { share: number; onStop: () => void }) {
    const { t } = useTranslation();
    return (
        <div className={classes.sending}>
            <Text>{t('member:import.sending', { percent: percent(share * 100) })}</Text>
            <Progress.Root size="lg" radius="xl">
                <Progress.Section value={share * 100} aria-label={t('member:import.sending_label')} />
            </Progress.Root>
            <Anchor component="button" type="button" onClick={onStop} className={classes.stop}>
                {t('member:import.stop')}
            </Anchor>
        </div>
    );
}
