import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changedInvoiceLines,
  type InvoiceLine,
  type InvoiceSnapshot,
  invoiceContent,
} from './invoice-snapshot.ts';

const line = (itemId: string | null, differs: Partial<InvoiceLine> = {}): InvoiceLine => ({
  kind: itemId === null ? 'text' : 'item',
  itemId,
  itemName: itemId && `Item ${itemId}`,
  description: '',
  quantity: itemId && '1',
  unitPrice: itemId && '100',
  amount: itemId === null ? '0.00' : '100.00',
  taxCodeId: null,
  ...differs,
});

const invoice = (...lines: InvoiceLine[]): InvoiceSnapshot => ({
  lines,
  discount: '0.00',
  shipping: '0.00',
  tax: '0.00',
  total: '100.00',
});

const anyLine = fc
  .record({
    itemId: fc.constantFrom('1', '2', null),
    description: fc.constantFrom('', 'Desk', 'Chair'),
    quantity: fc.constantFrom('1', '2'),
  })
  .map(({ itemId, ...differs }) => line(itemId, differs));

describe('changedInvoiceLines', () => {
  it('finds nothing in the same lines in another order', () => {
    fc.assert(
      fc.property(
        fc
          .array(anyLine, { maxLength: 6 })
          .chain((lines) =>
            fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })),
          ),
        ([lines, shuffled]) => {
          expect(changedInvoiceLines(invoice(...lines), invoice(...shuffled))).toEqual([]);
          expect(invoiceContent(invoice(...shuffled))).toBe(invoiceContent(invoice(...lines)));
        },
      ),
    );
  });

  it('matches lines of one item by their description', () => {
    const [desk, chair] = [line('1', { description: 'Desk' }), line('1', { description: 'Chair' })];
    const cheaper = { ...chair, unitPrice: '80', amount: '80.00' };
    expect(changedInvoiceLines(invoice(desk, chair), invoice(cheaper, desk))).toEqual([
      { before: chair, after: cheaper },
    ]);
  });

  it('ignores lines that only describe others, and changed descriptions', () => {
    const before = invoice(line('1', { description: 'Desk' }));
    const after = invoice(
      line(null, { description: 'Thank you' }),
      line('1', { description: 'X' }),
    );
    expect(changedInvoiceLines(before, after)).toEqual([]);
    expect(invoiceContent(after)).toBe(invoiceContent(before));
  });

  it('finds another tax code', () => {
    const taxed = line('1', { taxCodeId: '2' });
    expect(changedInvoiceLines(invoice(line('1')), invoice(taxed))).toHaveLength(1);
  });
});
