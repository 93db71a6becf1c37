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
 * Whether an invoice in QuickBooks may result from this request: the same items and amounts in the
 * same order, and the same number if one was sent. Compares the subtotal, since QuickBooks adds
 * tax.
 */
export const couldBeSameInvoice = (body: WireBody, found: QuickbooksInvoice): boolean => {
  const sent = sentLines(body);
  if (typeof body.DocNumber === 'string' && body.DocNumber !== found.number) return false;
  if (sent.length !== found.lines.length) return false;
  if (!sum(sent.map((line) => line.amount)).eq(found.subtotal)) return false;
  return sent.every((line, index) => {
    const foundLine = found.lines[index];
    return (
      foundLine !== undefined &&
      line.itemId === foundLine.itemId &&
      line.amount.eq(foundLine.amount)
    );
  });
};
