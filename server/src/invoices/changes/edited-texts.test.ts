import { describe, expect, test } from 'vitest';
import { untilOver } from '../../testing/draft-fixture.ts';
import { openInvoiceFixture } from '../../testing/invoice-fixture.ts';

const changes = { message: 'Dziękuję', memo: 'Złotnicki' };

const changed = [
  { what: 'message', sent: 'Dziękuję', stored: 'Dzi?kuj?' },
  { what: 'memo', sent: 'Złotnicki', stored: 'Z?otnicki' },
];

describe.concurrent('texts of an edit', () => {
  test.each(['all', 'latin1'] as const)(
    'are reported when QuickBooks stored question marks (letters stored: %s)',
    async (lettersStored) => {
      const fixture = await openInvoiceFixture();
      await fixture.switches({ lettersStored });
      expect((await fixture.show()).texts).toEqual([]);
      expect((await fixture.act('edit', { changes })).status).toBe(200);
      expect((await fixture.show()).texts).toEqual(lettersStored === 'all' ? [] : changed);
    },
  );

  test('are reported for lines until they are corrected in QuickBooks', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.switches({ lettersStored: 'latin1' });
    const [line] = (await fixture.show()).lines;
    const { itemId = null, quantity, unitPrice } = line ?? {};
    const figures = { quantity: quantity ?? '', unitPrice: unitPrice ?? '' };
    const lines = [{ index: 0, itemId, description: 'Usługa', ...figures }];
    const answer = await fixture.act('edit', { changes: { lines, memo: changes.memo } });
    expect(answer.status).toBe(200);
    const description = { what: 'description', sent: 'Usługa', stored: 'Us?uga' };
    expect((await fixture.show()).texts).toEqual([description, changed[1]]);
    await fixture.changeInQuickbooks({ PrivateNote: 'Zlotnicki' });
    expect((await fixture.show()).texts).toEqual([description]);
  });

  test('do not prevent finding an edit whose response was lost', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.switches({ lettersStored: 'latin1' });
    await fixture.fault({ fault: 'reset-after' });
    expect((await fixture.act('edit', { changes })).body.invoice.checking).toBe('edit');
    fixture.clock.advance(untilOver);
    await fixture.resolveChanges();
    const { invoice, texts } = await fixture.show();
    expect(invoice).toMatchObject({ checking: null, notDone: null });
    expect(texts).toEqual(changed);
  });
});
