import { screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { connection, me } from './people';
import { refusal, serve } from './server';
import { show } from './show';

const entry = (id: string, kind: string, action: string, at: string) => ({
    id,
    at,
    who: { kind, name: kind === 'client' ? 'Harbour Clinic' : '' },
    action,
    action_title: action,
    purpose: 'self',
    purpose_title: 'Show it to you',
    decision: 'permit',
    details: {},
});
const base = {
    'GET /me': { body: me },
    'GET /me/connections': { body: { connections: [connection()] } },
    'GET /me/programs': { body: { programs: [] } },
    'GET /.well-known/wellkept.json': {
        body: { receipt_keys: [], audit_log: { url: '/tlog', verifier_key: 'example.com/tlog+00000000+AAAA' } },
    },
    'GET /me/access-log': {
        body: {
            entries: [
                entry('e1', 'member', 'timeseries.read', '2026-11-20T10:05:00Z'),
                entry('e2', 'member', 'members.read_self', '2026-11-20T10:04:00Z'),
                entry('e3', 'member', 'audit.read_own', '2026-11-20T10:03:00Z'),
                entry('e4', 'client', 'timeseries.read', '2026-11-20T10:02:00Z'),
                entry('e5', 'member', 'consent.change', '2026-11-20T10:01:00Z'),
            ],
        },
    },
};

test("one's own looks are one line, and what others or oneself did stands by itself", async () => {
    serve(base);
    show('/app/access');
    expect(await screen.findByText(/^You looked at your own data 3 times/)).toBeTruthy();
    expect(screen.getByText('Harbour Clinic')).toBeTruthy();
    expect(screen.getByText('Consent.change')).toBeTruthy();
});

test('a proof is saved as a file, and how to check it names the key of the log', async () => {
    const saved: string[] = [];
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined }));
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
        saved.push(this.download);
    });
    serve({
        ...base,
        'GET /me/access-log/e4/proof': {
            body: { event_id: 'e4', index: 7, size: 9, cosigned: false, proof: 'p', row: '{}', salt: '', log_key: '' },
        },
        'GET /me/access-log/e5/proof': refusal(409, 'conflict'),
    });
    const { user } = show('/app/access');
    await screen.findByText('Harbour Clinic');
    const buttons = screen.getAllByRole('button', { name: 'Download proof' });
    await user.click(buttons.at(-2) as HTMLElement);
    await waitFor(() => expect(saved).toEqual(['wellkept-e4.tlog-proof']));
    expect(await screen.findByText('Saved: place 7 of 9 in the signed log.')).toBeTruthy();
    await user.click(buttons.at(-1) as HTMLElement);
    expect(await screen.findByRole('alert')).toBeTruthy();
    await waitFor(() => expect(document.body.textContent).toContain('example.com/tlog+00000000+AAAA'));
});
