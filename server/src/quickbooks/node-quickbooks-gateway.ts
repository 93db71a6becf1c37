import { type Clock, systemClock } from '../clock.ts';
import type { Settings } from '../config.ts';
import type { Access } from '../oauth/access.ts';
import { changeVerbs } from './change-verbs.ts';
import { makeClockSkew } from './clock-skew.ts';
import { customerVerbs } from './customer-verbs.ts';
import type { QuickbooksGateway, Realm } from './gateway.ts';
import { invoiceListVerbs } from './invoice-list-verbs.ts';
import { invoiceVerbs } from './invoice-verbs.ts';
import { itemVerbs } from './item-verbs.ts';
import { lookVerb } from './look-verb.ts';
import { makeDoor } from './node-quickbooks-door.ts';
import { paymentVerbs } from './payment-verbs.ts';
import { readBooks } from './read-books.ts';
import { makeInvoiceReader } from './read-invoices.ts';
import { makePaymentReader } from './read-payments.ts';

/**
 * QuickBooks through node-quickbooks. `access` gives tokens by connection id; `clock` is ours;
 * `homeCurrency` tells what is known of a company's, so that it need not be asked for.
 */
export const makeNodeQuickbooksGateway = ({
  settings,
  access,
  clock = systemClock,
  homeCurrency = async () => null,
}: {
  settings: Settings['quickbooks'];
  access: Access<string>;
  clock?: Clock;
  homeCurrency?: (realm: Realm) => Promise<string | null>;
}): QuickbooksGateway => {
  const skew = makeClockSkew(clock);
  const door = makeDoor(settings, access, clock, skew);
  const invoices = makeInvoiceReader(door, homeCurrency);
  const payments = makePaymentReader(door);
  return {
    skewMs: skew.ms,
    readBooks: (realm) => readBooks(door, realm),
    ...customerVerbs(door),
    ...itemVerbs(door),
    ...invoiceVerbs(door, invoices),
    ...invoiceListVerbs(door, invoices),
    ...paymentVerbs(payments),
    ...lookVerb(door, invoices, payments),
    ...changeVerbs(door, invoices),
  };
};
