import { usualSwitches } from '../switches.ts';
import { refusal } from '../wire/faults.ts';
import type { Invoice, Line } from './entities.ts';
import type { LineInput } from './invoice-body.ts';
import { sumOf, wireNumber } from './money.ts';
import type { Realm } from './realm.ts';
import { bundleFor, missing } from './references.ts';
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

/**
 * A bundle line that the API adds names a bundle of the company. By a switch, only the QuickBooks UI
 * can add one; the API can keep, change and remove existing ones.
 * https://docs.breadwinner.com/quickbooks/create-an-invoice-with-a-bundle-item
 */
export function namedBundle(realm: Realm, sent: LineInput, known: Invoice['Line']): LineInput {
  const exists = known.some(
    ({ DetailType, Id }) => DetailType === 'GroupLineDetail' && Id === sent.Id,
  );
  if (exists || realm.ownPages) return sent;
  if ((realm.switches ?? usualSwitches).newBundles === 'refuse')
    throw refusal(
      '5030',
      'Feature Not Supported Error : A bundle cannot be added through the API.',
      'Line',
    );
  const { GroupLineDetail } = sent;
  if (!GroupLineDetail?.GroupItemRef) throw missing('GroupItemRef');
  const { Id, Name } = bundleFor(realm.company, GroupLineDetail.GroupItemRef);
  const GroupItemRef = { value: Id, name: Name };
  return { ...sent, GroupLineDetail: { ...GroupLineDetail, GroupItemRef } };
}
