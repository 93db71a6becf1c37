import { type Clock, systemClock } from '../clock.ts';
import type { Settings } from '../config.ts';
import type { Access } from '../oauth/access-tokens.ts';
import { withVerbs } from '../vendor-calls/call-context.ts';
import type { Traffic } from './calls/call.ts';
import { makeClockSkew } from './calls/clock-skew.ts';
import type { QuickbooksGateway, Realm } from './gateway.ts';
import { makeClient } from './node-quickbooks-client.ts';
import { accountVerbs } from './verbs/account-verbs.ts';
import { changeFeedVerbs } from './verbs/change-feed.ts';
import { changeVerbs } from './verbs/change-verbs.ts';
import { createTerm } from './verbs/create-term.ts';
import { customerVerbs } from './verbs/customer-verbs.ts';
import { invoiceListVerbs } from './verbs/invoice-list-verbs.ts';
import { invoiceVerbs } from './verbs/invoice-verbs.ts';
import { itemVerbs } from './verbs/item-verbs.ts';
import { nameVerbs } from './verbs/name-verbs.ts';
import { readCompanyName, readCompanyProfile } from './verbs/read-company-profile.ts';
import { readEstimates } from './verbs/read-estimates.ts';
import { readExchangeRate } from './verbs/read-exchange-rate.ts';
import { makeInvoiceReader } from './verbs/read-invoices.ts';
import { readInvoicesWithPayments } from './verbs/read-invoices-with-payments.ts';
import { makePaymentReader } from './verbs/read-payments.ts';

/**
 * Implements the gateway with node-quickbooks. `access` supplies tokens by connection id,
 * `homeCurrency` a company's stored home currency, which saves a call. Without `traffic` there are
 * no rate limits.
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
  const client = makeClient(settings, access, clock, skew, traffic);
  const invoices = makeInvoiceReader(client, homeCurrency);
  const payments = makePaymentReader(client);
  const verbs = withVerbs<Omit<QuickbooksGateway, 'skewMs'>>({
    companyName: (realm) => readCompanyName(client, realm),
    readCompanyProfile: (realm) => readCompanyProfile(client, realm),
    exchangeRate: (realm, of) => readExchangeRate(client, realm, of),
    createTerm: (realm, term, requestId) => createTerm(client, realm, term, requestId),
    ...customerVerbs(client),
    ...itemVerbs(client),
    ...accountVerbs(client),
    ...nameVerbs(client),
    ...invoiceVerbs(client, invoices),
    estimatesOf: (realm, customerId) => readEstimates(client, invoices, realm, customerId),
    ...invoiceListVerbs(client, invoices),
    paymentsById: (realm, ids) => payments.byId(realm, ids),
    listPayments: (realm, start) => payments.list(realm, start),
    paymentNow: (realm, paymentId) => payments.now(realm, paymentId),
    ...readInvoicesWithPayments(client, invoices, payments),
    ...changeFeedVerbs(client, invoices, payments),
    ...changeVerbs(client, invoices),
  });
  return { skewMs: skew.ms, ...verbs };
};
