import Big from 'big.js';
import { businessRefusal, refusal } from '../wire/faults.ts';
import type { Company } from './company.ts';
import type { Line } from './entities.ts';
import type { LineInput } from './invoice-body.ts';
import { cents, wireNumber } from './money.ts';

interface Discount {
  line: Line | undefined;
  amount: Big;
  percent?: Big;
}

/**
 * The one discount of an invoice, as a percentage of the subtotal or as an amount; positive either
 * way. 6090 when its figure is missing or out of range. Intuit: Invoice, discount line.
 */
export function discountLine(company: Company, sent: LineInput[], subtotal: Big): Discount {
  const [line, second] = sent.filter((one) => one.DetailType === 'DiscountLineDetail');
  if (!line) return { line: undefined, amount: Big(0) };
  if (second) throw businessRefusal('An invoice has at most one discount line.');
  if (!company.preferences.allowDiscount)
    throw businessRefusal('Discounts are turned off in the settings of this company.');
  const percentBased = line.DiscountLineDetail?.PercentBased ?? false;
  const percent = percentBased ? percentOf(line) : undefined;
  const amount = percent ? cents(subtotal.times(percent).div(100)) : amountOf(line);
  return {
    amount,
    percent,
    line: {
      Id: line.Id,
      Description: line.Description,
      Amount: wireNumber(amount),
      DetailType: 'DiscountLineDetail',
      DiscountLineDetail: {
        PercentBased: percentBased,
        DiscountPercent: percent && wireNumber(percent, 7),
        DiscountAccountRef: { value: '86', name: 'Discounts given' },
      },
    },
  };
}

function percentOf(line: LineInput): Big {
  const percent = line.DiscountLineDetail?.DiscountPercent;
  if (!percent || percent.lt(0) || percent.gt(100))
    throw refusal(
      '6090',
      'Discount line details missing : DiscountPercent must be between 0 and 100 when PercentBased is true.',
    );
  return percent;
}

function amountOf(line: LineInput): Big {
  if (!line.Amount || line.Amount.lt(0))
    throw refusal(
      '6090',
      'Discount line details missing : Amount must be supplied and positive when PercentBased is false.',
    );
  return cents(line.Amount);
}
