import type Big from 'big.js';
import { businessRefusal, refusal } from '../wire/faults.ts';
import type { Line } from './entities.ts';
import type { LineInput } from './invoice-body.ts';
import { cents, wireNumber } from './money.ts';
import type { Company } from './realm.ts';

interface Discount {
  /** Without `Amount`; `withDiscountAmount` adds it. */
  line: Line | undefined;
  percent?: Big;
  /** A fixed discount before tax; undefined for a percentage. */
  amount?: Big;
}

/**
 * Reads the single discount line of an invoice: a percentage of the subtotal or an amount, positive
 * in both cases. Throws 6090 when the value is missing or out of range.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
export function discountLine(company: Company, sent: LineInput[]): Discount {
  const [line, second] = sent.filter((one) => one.DetailType === 'DiscountLineDetail');
  if (!line) return { line: undefined };
  if (second) throw businessRefusal('An invoice has at most one discount line.');
  if (!company.preferences.allowDiscount)
    throw businessRefusal('Discounts are turned off in the settings of this company.');
  const percentBased = line.DiscountLineDetail?.PercentBased ?? false;
  const percent = percentBased ? percentOf(line) : undefined;
  const amount = percent ? undefined : amountOf(line);
  return {
    amount,
    percent,
    line: {
      Id: line.Id,
      Description: line.Description,
      DetailType: 'DiscountLineDetail',
      DiscountLineDetail: {
        PercentBased: percentBased,
        DiscountPercent: percent && wireNumber(percent, 7),
        DiscountAccountRef: { value: '86', name: 'Discounts given' },
      },
    },
  };
}

/** Sets the amount of the discount line; for tax-inclusive prices it follows from the tax. */
export function withDiscountAmount(lines: Line[], amount: Big): Line[] {
  return lines.map((line) =>
    line.DetailType === 'DiscountLineDetail' ? { ...line, Amount: wireNumber(amount) } : line,
  );
}

function percentOf(line: LineInput): Big {
  const percent = line.DiscountLineDetail?.DiscountPercent;
  if (!percent || percent.lt(0) || percent.gt(100))
    throw refusal(
      '6090',
      'Discount line details missing : DiscountPercent must be between 0 and 100 when PercentBased is true.',
    );
  // Rounded to two decimals: 33.333 % of 30,000.00 is 9,999.00.
  return percent.round(2);
}

function amountOf(line: LineInput): Big {
  if (!line.Amount || line.Amount.lt(0))
    throw refusal(
      '6090',
      'Discount line details missing : Amount must be supplied and positive when PercentBased is false.',
    );
  return cents(line.Amount);
}
