import { type Clock, systemClock } from '../clock.ts';
import type { Settings } from '../config.ts';
import { withVerbs } from '../diagnostics/call-context.ts';
import type { Access } from '../oauth/access.ts';
import type { Traffic } from './calls/call.ts';
import { makeClockSkew } from './calls/clock-skew.ts';
import type { QuickbooksGateway, Realm } from './gateway.ts';
import { makeDoor } from './node-quickbooks-door.ts';
import { changeVerbs } from './verbs/change-verbs.ts';
import { createTerm } from './verbs/create-term.ts';
import { customerVerbs } from './verbs/customer-verbs.ts';
import { invoiceListVerbs } from './verbs/invoice-list-verbs.ts';
import { invoiceVerbs } from './verbs/invoice-verbs.ts';
import { itemVerbs } from './verbs/item-verbs.ts';
import { lookVerb } from './verbs/look-verb.ts';
import { paymentVerbs } from './verbs/payment-verbs.ts';
import { readBooks, readCompanyName } from './verbs/read-books.ts';
import { readExchangeRate } from './verbs/read-exchange-rate.ts';
import { makeInvoiceReader } from './verbs/read-invoices.ts';
import { makePaymentReader } from './verbs/read-payments.ts';

/**
 * QuickBooks through node-quickbooks. `access` gives tokens by connection id; `clock` is ours;
 * `homeCurrency` tells what is known of a company's, so that it need not be asked for; `traffic` keeps rate
 * limits, none where it is left out.
 */
export const makeNodeQuickbooksGateway = ({
  settings,
  access,
  clock = systemClock,
  homeCurrency = async () => null,
  traffic,
}: {
  settings: Settings['quickbooks'];
  access: Access<string>;
  clock?: Clock;
  homeCurrency?: (realm: Realm) => Promise<string | null>;
  traffic?: Traffic;
}): QuickbooksGateway => {
  const skew = makeClockSkew(clock);
  const door = makeDoor(settings, access, clock, skew, traffic);
  const invoices = makeInvoiceReader(door, homeCurrency);
  const payments = makePaymentReader(door);
  const verbs = withVerbs<Omit<QuickbooksGateway, 'skewMs'>>({
    companyName: (realm) => readCompanyName(door, realm),
    readBooks: (realm) => readBooks(door, realm),
    exchangeRate: (realm, of) => readExchangeRate(door, realm, of),
    createTerm: (realm, term, requestId) => createTerm(door, realm, term, requestId),
    ...customerVerbs(door),
    ...itemVerbs(door),
    ...invoiceVerbs(door, invoices),
    ...invoiceListVerbs(door, invoices),
    ...paymentVerbs(payments),
    ...lookVerb(door, invoices, payments),
    ...changeVerbs(door, invoices),
  });
  return { skewMs: skew.ms, ...verbs };
};
