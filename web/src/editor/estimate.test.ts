import { describe, expect, it } from 'vitest';
import { sampleContent } from '../testing/sample-draft.ts';
import { type DocumentLine, emptyLine, type InvoiceDocument } from './document.ts';
import {
  billEstimate,
  type EstimateToBill,
  isAsCopied,
  takeBackEstimate,
  unlinkEstimate,
} from './estimate.ts';

const estimate: EstimateToBill = {
  id: '41',
  number: '1001',
  customerId: '58',
  issueDate: '2026-03-01',
  expiresOn: '2026-04-01',
  total: '120.00',
  currency: 'GBP',
  left: 1,
  lines: [{ ...emptyLine('copied'), description: 'Oak desk', unitPrice: '100' }],
  discount: { kind: 'percent', value: '10' },
  shipping: { amount: '4.50', taxCodeId: 'standard' },
  taxMode: 'inclusive',
  salesTaxCodeId: null,
};

const typed: InvoiceDocument = {
  ...sampleContent,
  lines: [{ ...emptyLine('typed'), description: 'Typed', unitPrice: '7' }],
  discount: { kind: 'amount', value: '1' },
};

describe('billEstimate', () => {
  const billed = billEstimate(typed, estimate);

  it('replaces lines, discount and tax mode, and links the estimate', () => {
    expect(billed.lines).toMatchObject([{ description: 'Oak desk', unitPrice: '100' }]);
    expect(billed.discount).toEqual(estimate.discount);
    expect(billed.shipping).toEqual(estimate.shipping);
    expect(billed.details.taxMode).toBe('inclusive');
    expect(billed.estimate).toMatchObject({ id: '41', left: 1, before: { lines: typed.lines } });
  });

  it('gives the lines new keys, so that an estimate can be chosen twice', () => {
    expect(billed.lines[0]?.key).not.toBe('copied');
  });

  it('does not need a conversion of amounts of the deal', () => {
    const details = { ...typed.details, amountsIn: 'EUR' };
    expect(billEstimate({ ...typed, details }, estimate).details.amountsIn).toBeUndefined();
  });

  it('keeps nothing to restore when that is too large to save', () => {
    const description = 'long'.repeat(1000);
    const lines = Array.from({ length: 100 }, (_, n) => ({ ...emptyLine(`${n}`), description }));
    expect(billEstimate({ ...typed, lines }, estimate).estimate?.before).toBeUndefined();
  });
});

describe('isAsCopied', () => {
  const billed = billEstimate(typed, estimate);
  const [line = emptyLine('none')] = billed.lines;
  const part = {
    item: { id: '7', name: 'Chair', taxable: null },
    description: '',
    quantity: '2',
    unitPrice: '30',
    taxCodeId: null,
  };
  const bundle = { id: '9', name: 'Set', parts: [part] };

  it.each<[string, Partial<DocumentLine>]>([
    ['a class', { class: { id: '1', name: 'Furniture' } }],
    ['a bundle', { bundle }],
    ['a description alone', { kind: 'text' }],
  ])('is false when a line became one of %s', (_, change) => {
    const lines = [{ ...line, ...change }];
    expect(isAsCopied({ ...billed, lines }, estimate)).toBe(false);
  });

  it('is false when the price of an item in a bundle was edited', () => {
    const sold = { ...estimate, lines: [{ ...line, bundle }] };
    const parts = [{ ...part, unitPrice: '31' }];
    const lines = [{ ...line, bundle: { ...bundle, parts } }];
    expect(isAsCopied(billEstimate(typed, sold), sold)).toBe(true);
    expect(isAsCopied({ ...billed, lines }, sold)).toBe(false);
  });

  it.each<[string, InvoiceDocument]>([
    ['nothing was edited', billed],
    ['only other fields were edited', { ...billed, details: { ...billed.details, memo: 'New' } }],
  ])('is true when %s', (_, document) => {
    expect(isAsCopied(document, estimate)).toBe(true);
  });

  it.each<[string, InvoiceDocument]>([
    ['a quantity', { ...billed, lines: [{ ...line, quantity: '2' }] }],
    ['the number of lines', { ...billed, lines: [line, emptyLine('added')] }],
    ['the discount', { ...billed, discount: { kind: 'none' } }],
    ['the tax mode', { ...billed, details: { ...billed.details, taxMode: 'excluded' } }],
  ])('is false when %s was edited', (_, document) => {
    expect(isAsCopied(document, estimate)).toBe(false);
  });
});

describe('takeBackEstimate', () => {
  it('restores the document', () => {
    const details = { ...typed.details, amountsIn: 'EUR' };
    const before = { ...typed, details };
    expect(takeBackEstimate(billEstimate(before, estimate))).toEqual(before);
    expect(takeBackEstimate(billEstimate(typed, estimate))).toEqual(typed);
  });

  it('keeps what was changed outside lines, discount and tax', () => {
    const billed = billEstimate(typed, estimate);
    const details = { ...billed.details, memo: 'As agreed' };
    expect(takeBackEstimate({ ...billed, details }).details.memo).toBe('As agreed');
  });

  it('leaves the restored amounts in their currency when that of the invoice changed', () => {
    const billed = billEstimate(typed, estimate);
    const details = { ...billed.details, currency: 'EUR' };
    expect(takeBackEstimate({ ...billed, details }).details).toMatchObject({
      currency: 'EUR',
      amountsIn: 'GBP',
    });
  });
});

describe('unlinkEstimate', () => {
  it('keeps the copied lines', () => {
    const billed = billEstimate(typed, estimate);
    const { estimate: _, ...rest } = billed;
    expect(unlinkEstimate(billed)).toEqual(rest);
  });
});
