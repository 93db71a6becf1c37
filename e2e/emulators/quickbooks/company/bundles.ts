import { refusal } from '../wire/faults.ts';
import type { Invoice, Line } from './entities.ts';
import type { LineInput } from './invoice-body.ts';
import { sumOf, wireNumber } from './money.ts';
import type { Realm } from './realm.ts';
import type { SalesLine } from './sales-lines.ts';

/**
 * A bundle: several items under one name, each taxed by itself. Its own amount is 0 as recorded, or the
 * sum of the lines inside.
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

/** Bundles are made on QuickBooks' own pages; the API can keep, change and remove those that are there. */
export function refuseNewBundle(realm: Realm, sent: LineInput, known: Invoice['Line']): void {
  const there = known.some(
    ({ DetailType, Id }) => DetailType === 'GroupLineDetail' && Id === sent.Id,
  );
  if (there || realm.ownPages) return;
  throw refusal(
    '5030',
    'Feature Not Supported Error : A bundle cannot be added through the API.',
    'Line',
  );
}
