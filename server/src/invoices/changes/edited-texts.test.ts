import { describe, expect, test } from 'vitest';
import { openInvoiceDesk } from '../../testing/invoice-desk.ts';
import { untilOver } from '../../testing/sales-desk.ts';

const changes = { message: 'Dziękuję', memo: 'Złotnicki' };

const changed = [
  { what: 'message', sent: 'Dziękuję', stored: 'Dzi?kuj?' },
  { what: 'memo', sent: 'Złotnicki', stored: 'Z?otnicki' },
];

describe.concurrent('texts of an edit', () => {
  test.each(['all', 'latin1'] as const)(
    'are told where QuickBooks stored question marks: it keeps letters of %s',
    async (lettersStored) => {
      const desk = await openInvoiceDesk();
      await desk.switches({ lettersStored });
      expect((await desk.show()).texts).toEqual([]);
      expect((await desk.act('edit', { changes })).status).toBe(200);
      expect((await desk.show()).texts).toEqual(lettersStored === 'all' ? [] : changed);
    },
  );

  test('are told of lines, until they are corrected in QuickBooks', async () => {
    const desk = await openInvoiceDesk();
    await desk.switches({ lettersStored: 'latin1' });
    const [line] = (await desk.show()).lines;
    const { itemId = null, quantity, unitPrice } = line ?? {};
    const figures = { quantity: quantity ?? '', unitPrice: unitPrice ?? '' };
    const lines = [{ index: 0, itemId, description: 'Usługa', ...figures }];
    const answer = await desk.act('edit', { changes: { lines, memo: changes.memo } });
    expect(answer.status).toBe(200);
    const description = { what: 'description', sent: 'Usługa', stored: 'Us?uga' };
    expect((await desk.show()).texts).toEqual([description, changed[1]]);
    await desk.changeInBooks({ PrivateNote: 'Zlotnicki' });
    expect((await desk.show()).texts).toEqual([description]);
  });

  test('do not keep an edit from being found whose answer was lost', async () => {
    const desk = await openInvoiceDesk();
    await desk.switches({ lettersStored: 'latin1' });
    await desk.fault({ fault: 'reset-after' });
    expect((await desk.act('edit', { changes })).body.invoice.checking).toBe('edit');
    desk.clock.advance(untilOver);
    await desk.settleChanges();
    const { invoice, texts } = await desk.show();
    expect(invoice).toMatchObject({ checking: null, notDone: null });
    expect(texts).toEqual(changed);
  });
});
