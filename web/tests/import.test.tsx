import { screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { libre, me } from './people';
import { serve } from './server';
import { show } from './show';

const sent: { address: URL; headers: Record<string, string>; body: File }[] = [];
let answers: { status: number; body: object }[] = [];

class FakeRequest {
    upload: { onprogress?: (event: object) => void } = {};
    onload?: () => void;
    onabort?: () => void;
    status = 0;
    responseText = '';
    private address = '';
    private headers: Record<string, string> = {};
    open(_method: string, address: string) {
        this.address = address;
    }
    setRequestHeader(name: string, value: string) {
        this.headers[name] = value;
    }
    getResponseHeader() {
        return null;
    }
    abort() {
        this.onabort?.();
    }
    send(body: File) {
        sent.push({ address: new URL(this.address, 'http://localhost'), headers: this.headers, body });
        const answer = answers.shift() ?? { status: 500, body: {} };
        setTimeout(() => {
            this.status = answer.status;
            this.responseText = JSON.stringify(answer.body);
            this.onload?.();
        }, 5);
    }
}

const file = new File(['time,value'], 'libre.csv', { type: 'text/csv' });
const report = {
    format: 'LibreView', rows_read: 10, samples_new: 6, samples_known: 2, samples_updated: 0, samples_not_allowed: 0,
    rows_ignored: [], rows_refused: [{ reason: 'implausible', text: 'Not plausible.', rows: 2, first_lines: [4, 9] }],
    metrics: [{ metric: 'glucose_cgm', title: 'Glucose', samples: 6 }],
};

beforeEach(() => {
    sent.length = 0;
    vi.stubGlobal('XMLHttpRequest', FakeRequest);
    serve({
        'GET /me': { body: me },
        'GET /me/programs': { body: { programs: [libre] } },
        'GET /me/imports': { body: { imports: [] } },
        'GET /me/imports/i2': {
            body: {
                import_id: 'i2', program: 'libre_csv', state: 'refused', created_at: '2026-11-22T10:00:00Z', percent: 0,
                problem: { code: 'several_people', text: 'The file holds the data of 3 people.' },
            },
        },
        'GET /me/imports/i1': {
            body: { import_id: 'i1', program: 'libre_csv', state: 'done', created_at: '2026-11-22T10:00:00Z', percent: 100, report },
        },
    });
});

async function choose() {
    const shown = show('/app/import?program=libre_csv');
    await screen.findByRole('button', { name: 'Read this file' });
    const input = document.querySelector<HTMLInputElement>('input[type=file]')!;
    await shown.user.upload(input, file);
    return shown;
}

test('the file goes as it is, with its Program, zone and name; the report says what became of it', async () => {
    answers = [{ status: 202, body: { import_id: 'i1' } }];
    const { user } = await choose();
    await user.click(screen.getByRole('button', { name: 'Read this file' }));
    expect(await screen.findByText('LibreView')).toBeTruthy();
    expect(screen.getByText(/Not plausible\./).textContent).toContain('(2 rows)');
    expect(screen.getByText(/Lines 4 and 9/)).toBeTruthy();
    const one = sent[0]!;
    expect(one.body).toBe(file);
    expect(one.headers).toEqual({ 'X-Wellkept': '1', 'Content-Type': 'text/csv' });
    expect(one.address.searchParams.get('program')).toBe('libre_csv');
    expect(one.address.searchParams.get('zone')).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
    expect(one.address.searchParams.get('name')).toBe('libre.csv');
    expect(one.address.searchParams.has('person')).toBe(false);
});

test('with several people in the file the person says which one they are', async () => {
    answers = [
        { status: 202, body: { import_id: 'i2' } },
        { status: 202, body: { import_id: 'i1' } },
    ];
    const { user } = await choose();
    await user.click(screen.getByRole('button', { name: 'Read this file' }));
    expect(await screen.findByText('The file holds the data of 3 people.')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: /Which one are you/ }), '1503960366');
    await user.click(screen.getByRole('button', { name: 'Read my data from this file' }));
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]!.address.searchParams.get('person')).toBe('1503960366');
    expect(await screen.findByText('LibreView')).toBeTruthy();
});

test('nothing is sent without a file', async () => {
    const { user } = show('/app/import?program=libre_csv');
    await user.click(await screen.findByRole('button', { name: 'Read this file' }));
    expect(screen.getByText('Choose a file first.')).toBeTruthy();
    expect(sent).toHaveLength(0);
});
