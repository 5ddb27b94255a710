import { Button, Table } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { number } from '../i18n/format';
import classes from './DataTable.module.css';
import type { Sheetful } from './table';

const step = 200;

/** The same values as the chart's, for reading one by one. */
export function DataTable({ caption, table }: { caption: string; table: Sheetful }) {
    const { t } = useTranslation();
    const [limit, setLimit] = useState(step);
    const rows = table.rows.slice(0, limit);
    return (
        <>
            <div className={classes.scroll} tabIndex={0} role="region" aria-label={caption}>
                <Table className={classes.table}>
                    <caption>{caption}</caption>
                    <thead>
                        <tr>
                            {table.columns.map((column) => (
                                <th key={column} scope="col">
                                    {column}
                                </th>
                            ))}
                        </tr>
                    </thead>
                    <tbody>
                        {rows.map((row, at) => (
                            <tr key={at}>
                                {row.shown.map((cell, column) =>
                                    column === 0 ? (
                                        <th key={column} scope="row">
                                            {cell}
                                        </th>
                                    ) : (
                                        <td key={column}>{cell}</td>
                                    ),
                                )}
                            </tr>
                        ))}
                    </tbody>
                </Table>
            </div>
            {rows.length < table.rows.length && (
                <Button variant="default" onClick={() => setLimit(limit + step * 5)}>
                    {t('shared:table.more', { shown: number(rows.length, 0), all: number(table.rows.length, 0) })}
                </Button>
            )}
        </>
    );
}
