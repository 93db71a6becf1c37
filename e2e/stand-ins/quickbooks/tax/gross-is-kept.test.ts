import Big from 'big.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composeInvoice } from '../books/compose-invoice.ts';
import { invoiceBody } from '../books/invoice-body.ts';
import { splitInProportion, sumOf } from '../books/money.ts';
import { seedCompany } from '../seed/company-seed.ts';
import { readBody } from '../wire/body-faults.ts';

const now = Date.parse('2026-11-21T18:00:00Z');
const company = seedCompany(
  { id: '1', name: 'CA', like: 'ca', size: 'small', preferences: {} },
  now,
);
const percents: Record<string, number> = { '2': 13, '3': 5, '4': 12, '5': 14.975, '7': 0 };

const line = fc.record({
  gross: fc.integer({ min: 1, max: 5_000_000 }),
  code: fc.constantFrom(...Object.keys(percents)),
});

function compose(
  mode: string,
  lines: { gross: number; code: string }[],
  inclusive: boolean,
  discountPercent?: number,
) {
  const Line = lines.map(({ gross, code }) => {
    const net = Big(gross)
      .div(Big(percents[code] ?? 0).plus(100))
      .round(2);
    return {
      DetailType: 'SalesItemLineDetail',
      Amount: inclusive ? net.toNumber() : gross / 100,
      SalesItemLineDetail: {
        TaxCodeRef: { value: code },
        ...(inclusive && { TaxInclusiveAmt: gross / 100 }),
      },
    };
  });
  const discount = {
    DetailType: 'DiscountLineDetail',
    DiscountLineDetail: { PercentBased: true, DiscountPercent: discountPercent },
  };
  const body = {
    CustomerRef: { value: '1' },
    GlobalTaxCalculation: mode,
    Line: discountPercent === undefined ? Line : [...Line, discount],
  };
  return composeInvoice({ company, now }, readBody(invoiceBody, body));
}

test('with tax in the price the total is the sum of the gross amounts, whatever the lines', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
      const invoice = compose('TaxInclusive', lines, true);
      const gross = sumOf(lines.map((one) => Big(one.gross).div(100)));
      expect(invoice.TotalAmt).toBe(gross.toNumber());
    }),
  );
});

const percent = fc.integer({ min: 0, max: 100 });

test('a percentage off never leaves a tax below zero, and the total within a cent a code', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), percent, (lines, off) => {
      const invoice = compose('TaxInclusive', lines, true, off);
      for (const { Amount } of invoice.TxnTaxDetail.TaxLine ?? [])
        expect(Amount).toBeGreaterThanOrEqual(0);
      const gross = sumOf(lines.map((one) => Big(one.gross).div(100)));
      const wanted = gross.times(100 - off).div(100);
      const codes = new Set(lines.map((one) => one.code)).size;
      expect(
        wanted
          .minus(invoice.TotalAmt)
          .abs()
          .lte(0.01 * (codes + 1)),
      ).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('where nothing is taxed there is no tax, whatever is taken off', () => {
  const untaxed = line.map((one) => ({ ...one, code: one.gross % 2 ? '7' : '8' }));
  fc.assert(
    fc.property(fc.array(untaxed, { minLength: 1, maxLength: 8 }), percent, (lines, off) => {
      expect(compose('TaxInclusive', lines, true, off).TxnTaxDetail.TotalTax).toBe(0);
    }),
  );
});

test('with tax on top the total is the net plus the tax lines, each rate on its own sum', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
      const invoice = compose('TaxExcluded', lines, false);
      const net = sumOf(lines.map((one) => Big(one.gross).div(100)));
      const taxes = (invoice.TxnTaxDetail.TaxLine ?? []).map((one) => Big(one.Amount));
      expect(invoice.TxnTaxDetail.TotalTax).toBe(sumOf(taxes).toNumber());
      expect(invoice.TotalAmt).toBe(net.plus(sumOf(taxes)).toNumber());
    }),
  );
});

test('parts in proportion add up to the whole', () => {
  const shares = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), shares, (whole, parts) => {
      const split = splitInProportion(
        Big(whole).div(100),
        parts.map((part) => Big(part)),
      );
      expect(sumOf(split).toNumber()).toBe(whole / 100);
    }),
  );
});
