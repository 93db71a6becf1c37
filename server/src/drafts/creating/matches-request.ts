import type { QuickbooksInvoice, WireBody } from '../../quickbooks/models.ts';
import { Big, sum } from '../../shared/money/money.ts';

type SentLine = {
  Amount?: number;
  DetailType?: string;
  SalesItemLineDetail?: { ItemRef?: { value?: string } };
};

const sentLines = (body: WireBody) =>
  ((body.Line ?? []) as SentLine[])
    .filter((line) => line.DetailType === 'SalesItemLineDetail')
    .map((line) => ({
      itemId: line.SalesItemLineDetail?.ItemRef?.value ?? null,
      amount: new Big(line.Amount ?? 0),
    }));

/**
 * True when an invoice found in QuickBooks can be what this body asked for: the same items with the same
 * amounts in the same order, the same number where one was sent. Tax and defaults are QuickBooks' own,
 * so the sum that is compared is that of the lines.
 */
export const couldBeSameInvoice = (body: WireBody, found: QuickbooksInvoice): boolean => {
  const sent = sentLines(body);
  if (typeof body.DocNumber === 'string' && body.DocNumber !== found.number) return false;
  if (sent.length !== found.lines.length) return false;
  if (!sum(sent.map((line) => line.amount)).eq(found.subtotal)) return false;
  return sent.every((line, index) => {
    const other = found.lines[index];
    return other !== undefined && line.itemId === other.itemId && line.amount.eq(other.amount);
  });
};
