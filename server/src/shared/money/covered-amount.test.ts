import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeDraft, makeLine, makeProfile, usProfile } from '../../testing/make-draft.ts';
import type { DraftContent, DraftLine } from '../contract/draft-content.ts';
import { changeCurrency, convertAmounts, keepAmounts } from './conversion.ts';
import { coveredAmount } from './covered-amount.ts';
import { type BilledInvoice, dealLedger } from './deal-ledger.ts';
import { invoiceTotals } from './invoice-totals.ts';

const profile = makeProfile({
  ...usProfile('us_manual'),
  multiCurrency: true,
  currencies: ['USD', 'EUR'],
});

const inEuros = (lines: DraftLine[]): DraftContent =>
  makeDraft({ lines, details: { currency: 'EUR', taxMode: 'none' } });

const inDollars = (lines: DraftLine[], rate: string) =>
  convertAmounts(changeCurrency(inEuros(lines), 'USD'), rate);

const createdFrom = (content: DraftContent, tax = '0.00') => ({
  currency: 'USD',
  total: invoiceTotals(content, profile).total,
  tax,
});

const billed = (content: DraftContent, differs: Partial<BilledInvoice> = {}): BilledInvoice => {
  const invoice = createdFrom(content);
  return {
    ...invoice,
    balance: invoice.total,
    credited: '0.00',
    status: 'open',
    overdue: false,
    covers: coveredAmount(content, profile, invoice),
    ...differs,
  };
};

const left = (invoice: BilledInvoice, value = '1000') =>
  dealLedger([invoice], { value, currency: 'EUR' }, { basis: 'without_tax', derived: true }).left;

describe('an invoice of 1,080.00 USD for a deal of 1,000.00 EUR', () => {
  const line = makeLine({ unitPrice: '1000.00' });
  const content = inDollars([line], '1.08');

  it('counts as 1,000.00 EUR', () => {
    expect(createdFrom(content).total).toBe('1080.00');
    expect(coveredAmount(content, profile, createdFrom(content))).toMatchObject({
      currency: 'EUR',
      total: '1000.00',
    });
    expect(left(billed(content))).toBe('0.00');
  });

  it('stays in its own currency in the sums of the ledger', () => {
    const deal = { value: '1000', currency: 'EUR' };
    const { rows } = dealLedger([billed(content)], deal, { basis: 'with_tax', derived: true });
    expect(rows).toMatchObject([{ currency: 'USD', invoiced: '1080.00', covered: '1000.00' }]);
  });

  it('counts less in proportion after its total was lowered in QuickBooks', () => {
    expect(left(billed(content, { total: '540.00', balance: '540.00' }))).toBe('500.00');
  });

  it('counts nothing when it was voided', () => {
    expect(left(billed(content, { status: 'voided', total: '0.00', balance: '0.00' }))).toBe(
      '1000.00',
    );
  });

  it('counts without the part that a credit paid', () => {
    expect(left(billed(content, { balance: '0.00', credited: '270.00' }))).toBe('250.00');
  });

  it('counts nothing on a deal whose currency was changed since', () => {
    const deal = { value: '1000', currency: 'GBP' };
    expect(dealLedger([billed(content)], deal, { basis: 'with_tax', derived: true }).left).toBe(
      '1000.00',
    );
  });
});

it('counts prices that were changed after the conversion at its rate', () => {
  const content = inDollars([makeLine({ unitPrice: '1000.00' })], '1.08');
  const [line] = content.lines;
  const half = { ...content, lines: line ? [{ ...line, unitPrice: '540' }] : [] };
  expect(left(billed(half))).toBe('500.00');
});

it('counts nothing when the numbers were kept, or were never in another currency', () => {
  const line = makeLine({ unitPrice: '1000.00' });
  const kept = keepAmounts(changeCurrency(inEuros([line]), 'USD'));
  const dollars = makeDraft({ lines: [line], details: { currency: 'USD', taxMode: 'none' } });
  for (const content of [kept, dollars]) {
    expect(coveredAmount(content, profile, createdFrom(content))).toBeNull();
    expect(left(billed(content))).toBe('1000.00');
  }
});

it('adds the tax that only QuickBooks calculates in proportion', () => {
  const automated = { ...profile, ...usProfile('us_automatic'), currencies: ['USD', 'EUR'] };
  const content = inDollars([makeLine({ unitPrice: '1000.00' })], '1.08');
  const invoice = { currency: 'USD', total: '1166.40', tax: '86.40' };
  expect(coveredAmount(content, automated, invoice)).toMatchObject({
    total: '1080.00',
    tax: '80.00',
  });
});

it('covers the whole deal to the cent at any rate and rounding of prices', () => {
  const cents = fc.integer({ min: 1, max: 5_000_000 }).map((n) => (n / 100).toFixed(2));
  const priced = fc.record({ unitPrice: cents, quantity: fc.integer({ min: 1, max: 99 }) });
  void fc.assert(
    fc.property(
      fc.array(priced, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1_000, max: 99_999_999 }).map((n) => (n / 1_000_000).toFixed(6)),
      (prices, rate) => {
        const lines = prices.map(({ unitPrice, quantity }, at) =>
          makeLine({ key: `line ${at}`, unitPrice, quantity: String(quantity) }),
        );
        const content = inDollars(lines, rate);
        const value = invoiceTotals(inEuros(lines), profile).total;
        fc.pre(Number(createdFrom(content).total) > 0);
        expect(left(billed(content), value)).toBe('0.00');
      },
    ),
    { numRuns: 200 },
  );
});
