// @vitest-environment happy-dom
import type { InvoiceRow } from '@dealbill/server/contract/invoices';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PanelContext } from '../host/read-context.ts';
import { queryClient } from '../lib/query-client.ts';
import { failure, fakeServer } from '../testing/fake-server.ts';
import { samplePage } from '../testing/sample-invoice-page.ts';
import { actionsOf } from './invoice-actions.tsx';
import { usePendingAction } from './pending-actions.ts';
import { panelInvoices } from './queries.ts';
import { voidInvoice } from './void-and-delete.ts';

const host = vi.hoisted(() => ({ confirms: true, said: [] as string[] }));
vi.mock('../host/dialogs.ts', () => ({
  confirmInHost: async () => host.confirms,
  showSnackbar: async (message: string) => void host.said.push(message),
}));
vi.mock('../host/signed-token.ts', () => ({
  signedToken: async () => 'token',
  forgetToken: () => {},
}));

const context: PanelContext = { of: 'deal', id: 101 };
const list = '/api/invoices/list';
const call = '/api/invoices/void';
const invoice = samplePage().invoice;
const listOf = (row: InvoiceRow) => ({ invoices: [row], drafts: [] });

/** The invoice as a row of the panel: its status, and what its menu offers. */
function Row() {
  const { data } = useQuery(panelInvoices(context));
  const row = data?.invoices[0];
  const pendingAction = usePendingAction(row?.id);
  if (!row) return null;
  const entries = actionsOf(row, context, () => {}, { pendingAction });
  return (
    <>
      <output>{row.status}</output>
      {entries.map(({ key, label, disabled }) => (
        <button key={key} type="button" disabled={disabled ?? false}>
          {label}
        </button>
      ))}
    </>
  );
}

let server: ReturnType<typeof fakeServer>;
beforeEach(async () => {
  Object.assign(host, { confirms: true, said: [] });
  server = fakeServer();
  render(
    <QueryClientProvider client={queryClient}>
      <Row />
    </QueryClientProvider>,
  );
  (await server.next(list)).reply({ body: listOf(invoice) });
  await screen.findByText('open');
});
afterEach(() => {
  cleanup();
  queryClient.clear();
});

const buttons = () => screen.getAllByRole('button').map(({ textContent }) => textContent);

describe('voiding an invoice from its row', () => {
  it('says so in the menu and offers nothing else until the row was read again', async () => {
    const done = voidInvoice(invoice, context);
    const sent = await server.next(call);
    expect(sent.input).toEqual({ context, invoiceId: '145' });
    const pending = await screen.findByRole('button', { name: 'Voiding…' });
    expect(pending).toHaveProperty('disabled', true);
    expect(buttons()).not.toContain('Delete…');
    expect(buttons().some((label) => label?.startsWith('Send'))).toBe(false);

    const voided: InvoiceRow = { ...invoice, status: 'voided', can: ['delete'] };
    sent.reply({ body: { invoice: voided } });
    const reread = await server.next(list);
    // Until the rows have come the old row would offer what is not possible any more.
    expect(screen.getByRole('button', { name: 'Voiding…' })).toBeTruthy();
    expect(host.said).toEqual(['Invoice 1042 was voided']);
    reread.reply({ body: listOf(voided) });
    await screen.findByText('voided');
    await done;
    await waitFor(() => expect(buttons()).not.toContain('Voiding…'));
  });

  it('changes nothing when the question is answered with no', async () => {
    host.confirms = false;
    await voidInvoice(invoice, context);
    expect(server.paths).toEqual([list]);
    expect(screen.getByText('open')).toBeTruthy();
  });

  it('says why it was refused, and offers it again', async () => {
    const done = voidInvoice(invoice, context);
    const said = 'The books are closed';
    const sent = await server.next(call);
    sent.reply({ status: 422, body: failure('quickbooks_refused', { details: { said } }) });
    (await server.next(list)).reply({ body: listOf(invoice) });
    await done;
    expect(host.said[0]).toContain(said);
    await waitFor(() => expect(buttons().some((label) => label?.startsWith('Void'))).toBe(true));
    expect(screen.queryByRole('button', { name: 'Voiding…' })).toBeNull();
  });

  it('says that it is being checked when the response of QuickBooks was lost', async () => {
    const done = voidInvoice(invoice, context);
    const checked: InvoiceRow = { ...invoice, checking: 'void', can: [] };
    (await server.next(call)).reply({ body: { invoice: checked } });
    (await server.next(list)).reply({ body: listOf(checked) });
    await done;
    expect(host.said).toEqual(['QuickBooks did not answer. We are checking whether it was done.']);
  });

  it('sends one request when it is chosen twice', async () => {
    const first = voidInvoice(invoice, context);
    const sent = await server.next(call);
    await voidInvoice(invoice, context);
    sent.reply({ body: { invoice } });
    (await server.next(list)).reply({ body: listOf(invoice) });
    await first;
    expect(server.paths.filter((path) => path === call)).toHaveLength(1);
  });
});
