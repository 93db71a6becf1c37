import Big from 'big.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composeInvoice } from '../company/compose-invoice.ts';
import { invoiceBody } from '../company/invoice-body.ts';
import { sumOf } from '../company/money.ts';
import { seedCompany } from '../seed/company-seed.ts';
import { readBody } from '../wire/body-faults.ts';
import { discountShares } from './discount-shares.ts';

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

test('keeps the total of tax-inclusive prices equal to the sum of gross amounts', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
      const invoice = compose('TaxInclusive', lines, true);
      const gross = sumOf(lines.map((one) => Big(one.gross).div(100)));
      expect(invoice.TotalAmt).toBe(gross.toNumber());
    }),
  );
});

const percent = fc.integer({ min: 0, max: 100 });

test('keeps tax non-negative and the discounted gross total for a percentage discount', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), percent, (lines, off) => {
      const invoice = compose('TaxInclusive', lines, true, off);
      for (const { Amount } of invoice.TxnTaxDetail.TaxLine ?? [])
        expect(Amount).toBeGreaterThanOrEqual(0);
      const gross = sumOf(lines.map((one) => Big(one.gross).div(100)));
      expect(invoice.TotalAmt).toBe(
        gross.minus(gross.times(off).div(100).round(2, Big.roundHalfUp)).toNumber(),
      );
    }),
    { numRuns: 500 },
  );
});

test('computes no tax for untaxed lines with any discount', () => {
  const untaxed = line.map((one) => ({ ...one, code: one.gross % 2 ? '7' : '8' }));
  fc.assert(
    fc.property(fc.array(untaxed, { minLength: 1, maxLength: 8 }), percent, (lines, off) => {
      expect(compose('TaxInclusive', lines, true, off).TxnTaxDetail.TotalTax).toBe(0);
    }),
  );
});

test('adds the tax lines to the net, each rate computed from its own lines', () => {
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

test('splits a discount into cents that add up and differ less than a cent from the exact share', () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), amounts, (discount, cents) => {
      const off = Big(discount).div(100);
      const shares = discountShares(
        off,
        cents.map((amount) => Big(amount).div(100)),
      );
      const all = cents.reduce((sum, amount) => sum + amount, 0);
      expect(sumOf(shares).toNumber()).toBe(all === 0 ? 0 : discount / 100);
      for (const [index, share] of shares.entries()) {
        expect(share.times(100).mod(1).toNumber()).toBe(0);
        const part = all === 0 ? Big(0) : off.times(cents[index] ?? 0).div(all);
        expect(share.minus(part).abs().toNumber()).toBeLessThan(0.01);
      }
    }),
  );
});
