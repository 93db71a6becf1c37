import { isBody } from '../../quickbooks/calls/wire.ts';
import type { QuickbooksInvoice, WireBody } from '../../quickbooks/models.ts';
import { readLine } from '../../quickbooks/translate/invoice-lines.ts';
import { linesAndFigures, partsOf } from '../../quickbooks/translate/invoice-parts.ts';
import { Big } from '../../shared/money/money.ts';

/** Lines and figures of a request, read like those of a response. */
const sentParts = ({ Line }: WireBody) =>
  linesAndFigures((Array.isArray(Line) ? Line : []).filter(isBody).map(readLine), {
    tax: null,
    total: null,
  });

/**
 * Whether an invoice in QuickBooks may result from this request: the same items and amounts in the
 * same order, the same shipping, and the same number if one was sent. Compares the subtotal, since
 * QuickBooks adds tax.
 */
export const couldBeSameInvoice = (body: WireBody, found: QuickbooksInvoice): boolean => {
  const sent = sentParts(body);
  if (typeof body.DocNumber === 'string' && body.DocNumber !== found.number) return false;
  if (sent.lines.length !== found.lines.length) return false;
  if (!new Big(sent.subtotal).eq(found.subtotal)) return false;
  if (!new Big(sent.shipping).eq(partsOf(found).shipping)) return false;
  return sent.lines.every((line, index) => {
    const foundLine = found.lines[index];
    return (
      foundLine !== undefined &&
      line.itemId === foundLine.itemId &&
      new Big(line.amount).eq(foundLine.amount)
    );
  });
};
