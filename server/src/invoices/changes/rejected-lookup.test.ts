import { describe, expect, test } from 'vitest';
import { untilOver } from '../../testing/draft-fixture.ts';
import { openInvoiceFixture } from '../../testing/invoice-fixture.ts';
import { invoiceActions } from '../contract.ts';

describe.concurrent.each(['4002', '10000'] as const)(
  'lookups that QuickBooks rejects with %s',
  (code) => {
    test.each(invoiceActions)('do not resolve a lost %s as not done', async (kind) => {
      const fixture = await openInvoiceFixture();
      // Reading a deleted invoice no longer returns the fault.
      await fixture.fault({ fault: kind === 'delete' ? 'reset-before' : 'reset-after' });
      expect(await fixture.act(kind)).toMatchObject({ body: { invoice: { checking: kind } } });
      const failing = { ids: [fixture.invoiceId], code, reads: 'fail' };
      await fixture.switches({ failingInvoices: failing });
      fixture.clock.advance(untilOver);
      for (let minute = 0; minute < 12; minute += 1) {
        await fixture.resolveChanges();
        fixture.clock.advance(61_000);
      }
      expect(await fixture.row()).toMatchObject({ checking: null, notDone: null, notKnown: kind });
      await fixture.switches({ failingInvoices: { ...failing, ids: [] } });
      const { invoices } = await fixture.refresh();
      const expected = kind === 'void' ? { status: 'voided', notKnown: null } : { status: 'open' };
      expect(invoices).toMatchObject([expected]);
      // The creation and this change.
      expect(await fixture.writes()).toBe(2);
    });
  },
);

test('looks an unreadable invoice up by its id when that works', async () => {
  const fixture = await openInvoiceFixture();
  await fixture.fault({ fault: 'reset-after' });
  await fixture.act('void');
  await fixture.switches({
    failingInvoices: { ids: [fixture.invoiceId], code: '4002', reads: 'work' },
  });
  fixture.clock.advance(untilOver);
  await fixture.resolveChanges();
  expect(await fixture.row()).toMatchObject({ status: 'voided', checking: null, notKnown: null });
});

test('does not count a lookup as rejected while QuickBooks is unavailable', async () => {
  const fixture = await openInvoiceFixture();
  await fixture.fault({ fault: 'reset-after' });
  await fixture.act('void');
  fixture.clock.advance(untilOver);
  await fixture.fault({ fault: 'status', status: 500, code: '10000', times: 200 }, '');
  for (let minute = 0; minute < 14; minute += 1) {
    await fixture.resolveChanges();
    fixture.clock.advance(61_000);
  }
  expect(await fixture.row()).toMatchObject({ checking: 'void', notKnown: null });
});
