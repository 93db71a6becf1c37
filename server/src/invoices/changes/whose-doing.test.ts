import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { control } from '../../testing/control.ts';
import { untilOver } from '../../testing/draft-fixture.ts';
import { openInvoiceFixture } from '../../testing/invoice-fixture.ts';

/** QuickBooks timestamps are whole seconds, so tests wait one second between two changes. */
const stampMs = 1_000;

describe.concurrent('an action whose response was lost', () => {
  test('is not reported as done because the invoice already had the requested state', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.fault({ fault: 'reset-before' });
    await fixture.act('edit', { changes: { termId: null } });
    fixture.clock.advance(untilOver);
    await fixture.resolveChanges();
    expect(await fixture.row()).toMatchObject({ checking: null, notDone: 'edit' });
    expect((await fixture.show()).history.map(({ action }) => action)).toEqual(['invoice_created']);
  });

  test('is not reported as done because someone else sent the invoice just before', async () => {
    const fixture = await openInvoiceFixture();
    const { realmId, connectionId } = fixture.company;
    const path = `/v3/company/${realmId}/invoice/${fixture.invoiceId}/send`;
    const { apiUrl } = fixture.dependencies.settings.quickbooks;
    fixture.afterNextRead(async () => {
      await fixture.changeInQuickbooks({ PrivateNote: 'On its way' });
      const realm = { realmId, connectionId };
      await fixture.dependencies.quickbooks.sendInvoice(
        realm,
        fixture.invoiceId,
        'office@larch.example',
      );
      const ours = { match: { realm: realmId, path }, fault: 'reset-before' };
      await control(apiUrl, 'POST', 'faults', ours);
    });
    const { body } = await fixture.act('send', { cc: 'boss@larch.example' });
    expect(body).toMatchObject({ invoice: { checking: 'send' } });
    fixture.clock.advance(untilOver);
    await fixture.resolveChanges();
    expect(await fixture.mails()).toMatchObject([{ to: 'office@larch.example' }]);
    expect(await fixture.row()).toMatchObject({
      delivery: 'sent',
      checking: null,
      notDone: 'send',
    });
  });

  test.each([-3_600_000, 3_600_000])(
    'is resolved correctly when our clock is %i ms ahead of QuickBooks',
    async (ahead) => {
      for (const [fault, delivery] of [
        ['reset-before', 'not_sent'],
        ['reset-after', 'sent'],
      ] as const) {
        const fixture = await openInvoiceFixture();
        fixture.clock.advance(ahead);
        await fixture.refresh();
        await pause(stampMs);
        await fixture.fault({ fault });
        await fixture.act('send');
        fixture.clock.advance(untilOver);
        await fixture.resolveChanges();
        expect(await fixture.row()).toMatchObject({ delivery, checking: null });
      }
    },
  );

  test('is reported with the voided amount after a refresh in between', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.fault({ fault: 'reset-after' });
    await fixture.act('void');
    expect((await fixture.refresh()).invoices).toMatchObject([{ total: '0.00' }]);
    fixture.clock.advance(untilOver);
    await fixture.resolveChanges();
    expect((await fixture.show()).history[0]).toMatchObject({
      action: 'invoice_voided',
      details: { total: '100.00' },
    });
  });
});
