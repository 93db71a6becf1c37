import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { control } from '../../testing/control.ts';
import { openInvoiceDesk } from '../../testing/invoice-desk.ts';
import { untilOver } from '../../testing/sales-desk.ts';

/** QuickBooks stamps whole seconds; within one of them only our own clock tells what is newer. */
const stampMs = 1_000;

describe.concurrent('an action that got lost', () => {
  test('is not taken for done because the invoice would look the same', async () => {
    const desk = await openInvoiceDesk();
    await desk.fault({ fault: 'reset-before' });
    await desk.act('edit', { changes: { termId: null } });
    desk.clock.advance(untilOver);
    await desk.settleChanges();
    expect(await desk.row()).toMatchObject({ checking: null, notDone: 'edit' });
    expect((await desk.show()).history.map(({ action }) => action)).toEqual(['invoice_created']);
  });

  test('is not taken for done because somebody else sent the invoice just before', async () => {
    const desk = await openInvoiceDesk();
    const { realmId, connectionId } = desk.company;
    const path = `/v3/company/${realmId}/invoice/${desk.invoiceId}/send`;
    const { apiUrl } = desk.doors.settings.quickbooks;
    desk.afterNextRead(async () => {
      await desk.changeInBooks({ PrivateNote: 'On its way' });
      const realm = { realmId, connectionId };
      await desk.doors.quickbooks.sendInvoice(realm, desk.invoiceId, 'office@larch.example');
      const ours = { match: { realm: realmId, path }, fault: 'reset-before' };
      await control(apiUrl, 'POST', 'faults', ours);
    });
    const { body } = await desk.act('send', { cc: 'boss@larch.example' });
    expect(body).toMatchObject({ invoice: { checking: 'send' } });
    desk.clock.advance(untilOver);
    await desk.settleChanges();
    expect(await desk.mails()).toMatchObject([{ to: 'office@larch.example' }]);
    expect(await desk.row()).toMatchObject({ delivery: 'sent', checking: null, notDone: 'send' });
  });

  test.each([-3_600_000, 3_600_000])(
    'is found where our clock is %i ms ahead of QuickBooks’, and only if it happened',
    async (ahead) => {
      for (const [fault, delivery] of [
        ['reset-before', 'not_sent'],
        ['reset-after', 'sent'],
      ] as const) {
        const desk = await openInvoiceDesk();
        desk.clock.advance(ahead);
        await desk.refresh();
        await pause(stampMs);
        await desk.fault({ fault });
        await desk.act('send');
        desk.clock.advance(untilOver);
        await desk.settleChanges();
        expect(await desk.row()).toMatchObject({ delivery, checking: null });
      }
    },
  );

  test('is told with the amount that was voided, whoever has looked meanwhile', async () => {
    const desk = await openInvoiceDesk();
    await desk.fault({ fault: 'reset-after' });
    await desk.act('void');
    expect((await desk.refresh()).invoices).toMatchObject([{ total: '0.00' }]);
    desk.clock.advance(untilOver);
    await desk.settleChanges();
    expect((await desk.show()).history[0]).toMatchObject({
      action: 'invoice_voided',
      details: { total: '100.00' },
    });
  });
});
