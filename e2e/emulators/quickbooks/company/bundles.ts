import { refusal } from '../wire/faults.ts';
import type { Invoice, Line } from './entities.ts';
import type { LineInput } from './invoice-body.ts';
import { sumOf, wireNumber } from './money.ts';
import type { Realm } from './realm.ts';
import type { SalesLine } from './sales-lines.ts';

/**
 * Composes a bundle line: several items under one name, each taxed separately. Its own amount is 0
 * as recorded, or the sum of its inner lines.
 * https://github.com/ruckus/quickbooks-ruby/blob/master/spec/fixtures/invoice_with_bundle_line_item.xml
 */
export function bundleLine(sent: LineInput, inner: SalesLine[], shape: 'zero' | 'filled'): Line {
  const amount = sumOf(inner.map((one) => one.taxable.net));
  const { GroupItemRef, Quantity } = sent.GroupLineDetail ?? {};
  return {
    Id: sent.Id,
    Description: sent.Description,
    Amount: shape === 'zero' ? 0 : wireNumber(amount),
    DetailType: 'GroupLineDetail',
    GroupLineDetail: {
      GroupItemRef,
      Quantity: Quantity && wireNumber(Quantity, 7),
      Line: inner.map((one) => one.line),
    },
  };
}

/** Only the QuickBooks UI can add a bundle; the API can keep, change and remove existing ones. */
export function refuseNewBundle(realm: Realm, sent: LineInput, known: Invoice['Line']): void {
  const exists = known.some(
    ({ DetailType, Id }) => DetailType === 'GroupLineDetail' && Id === sent.Id,
  );
  if (exists || realm.ownPages) return;
  throw refusal(
    '5030',
    'Feature Not Supported Error : A bundle cannot be added through the API.',
    'Line',
  );
}
