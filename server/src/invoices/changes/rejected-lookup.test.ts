import { describe, expect, test } from 'vitest';
import { openInvoiceDesk } from '../../testing/invoice-desk.ts';
import { untilOver } from '../../testing/sales-desk.ts';
import { invoiceActions } from '../contract.ts';

describe.concurrent.each(['4002', '10000'] as const)(
  'lookups that QuickBooks rejects with %s',
  (code) => {
    test.each(invoiceActions)('do not say that a lost %s did not happen', async (kind) => {
      const desk = await openInvoiceDesk();
      // A deleted invoice fails nothing any more.
      await desk.fault({ fault: kind === 'delete' ? 'reset-before' : 'reset-after' });
      expect(await desk.act(kind)).toMatchObject({ body: { invoice: { checking: kind } } });
      const failing = { ids: [desk.invoiceId], code, reads: 'fail' };
      await desk.switches({ failingInvoices: failing });
      desk.clock.advance(untilOver);
      for (let minute = 0; minute < 12; minute += 1) {
        await desk.settleChanges();
        desk.clock.advance(61_000);
      }
      expect(await desk.row()).toMatchObject({ checking: null, notDone: null, notKnown: kind });
      await desk.switches({ failingInvoices: { ...failing, ids: [] } });
      const { invoices } = await desk.refresh();
      const told = kind === 'void' ? { status: 'voided', notKnown: null } : { status: 'open' };
      expect(invoices).toMatchObject([told]);
      // Its creation and this change.
      expect(await desk.writes()).toBe(2);
    });
  },
);

test('an invoice that fails is still looked up by its id, where that works', async () => {
  const desk = await openInvoiceDesk();
  await desk.fault({ fault: 'reset-after' });
  await desk.act('void');
  await desk.switches({ failingInvoices: { ids: [desk.invoiceId], code: '4002', reads: 'work' } });
  desk.clock.advance(untilOver);
  await desk.settleChanges();
  expect(await desk.row()).toMatchObject({ status: 'voided', checking: null, notKnown: null });
});

test('while QuickBooks is out of order altogether, a lookup is no rejected one', async () => {
  const desk = await openInvoiceDesk();
  await desk.fault({ fault: 'reset-after' });
  await desk.act('void');
  desk.clock.advance(untilOver);
  await desk.fault({ fault: 'status', status: 500, code: '10000', times: 200 }, '');
  for (let minute = 0; minute < 14; minute += 1) {
    await desk.settleChanges();
    desk.clock.advance(61_000);
  }
  expect(await desk.row()).toMatchObject({ checking: 'void', notKnown: null });
});
