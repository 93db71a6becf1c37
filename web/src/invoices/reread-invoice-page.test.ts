// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '../lib/query-client.ts';
import { fakeServer } from '../testing/fake-server.ts';
import { samplePage } from '../testing/sample-invoice-page.ts';
import { invoicePage, rereadInvoicePage } from './queries.ts';

vi.mock('../host/signed-token.ts', () => ({
  signedToken: async () => 'token',
  forgetToken: () => {},
}));

const context = { of: 'deal', id: 7 } as const;
const shown = { ...samplePage(), fresh: false };
const { queryKey } = invoicePage(context, '1');
const pdfKey = ['invoice-pdf', context, '1'];

let server: ReturnType<typeof fakeServer>;
beforeEach(() => {
  server = fakeServer();
  queryClient.setQueryData(queryKey, shown);
  queryClient.setQueryData(pdfKey, 'pdf');
});
afterEach(() => queryClient.clear());

const reread = async (stored: typeof shown) => {
  const done = rereadInvoicePage(context, '1');
  (await server.next('/api/invoices/show')).reply({ body: stored });
  await done;
  return queryClient.getQueryData(queryKey);
};

const readAt = (time: string) => ({ ...shown.invoice, readAt: time });
const later = '2098-01-01T00:00:00.000Z';

describe('an open invoice page that is read again from our database', () => {
  it('still says that QuickBooks did not answer when nothing was read since', async () => {
    const page = await reread({ ...shown, memo: 'A note', fresh: true });
    expect(page).toMatchObject({ memo: 'A note', fresh: false });
    expect(queryClient.getQueryState(pdfKey)?.isInvalidated).toBe(false);
  });

  it('is current after a later read, and its PDF is read again when the balance differs', async () => {
    const invoice = { ...readAt(later), balance: '1.00' };
    expect(await reread({ ...shown, invoice, fresh: true })).toMatchObject({ fresh: true });
    expect(queryClient.getQueryState(pdfKey)?.isInvalidated).toBe(true);
  });

  it('stays when it was refreshed meanwhile', async () => {
    queryClient.setQueryData(queryKey, { ...shown, invoice: readAt(later) });
    expect(await reread({ ...shown, memo: 'Older' })).toMatchObject({ memo: shown.memo });
  });
});
