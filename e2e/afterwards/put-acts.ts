import type { Shop } from '../exactly-once/shop.ts';
import type { Office } from '../world/office.ts';
import { type Act, kinds } from './acts.ts';

const line = {
  DetailType: 'SalesItemLineDetail',
  Amount: 100,
  SalesItemLineDetail: { ItemRef: { value: '1' }, Qty: 1, UnitPrice: 100 },
};

/**
 * What is meant to happen in a shop: to so many new invoices each of what can be done, linked to its deals
 * in turn, and to so many of its customers an update.
 */
export const putActs = async (office: Office, shop: Shop, each: number): Promise<Act[]> => {
  const { realmId, company, before, call } = shop;
  const deals = Object.values(company.deals);
  const customers = before.customers.slice(0, each);
  const acts = Array.from({ length: each * (kinds.length - 1) }, (_, n) => ({
    kind: kinds[n % (kinds.length - 1)] ?? 'void',
    dealId: deals[n % deals.length] ?? 0,
    text: `Agreed on the phone, ${n}`,
  }));
  const body = {
    CustomerRef: { value: before.customers[0]?.Id },
    BillEmail: { Address: 'accounts@larch.example' },
    Line: [line],
  };
  const { invoices } = await office.quickbooks.post<{ invoices: string[] }>(
    `realms/${realmId}/invoices`,
    { invoices: acts.map(() => body) },
  );
  await call('links/load', { place: { of: 'company' }, period: { kind: 'all' } });
  const ofInvoices = acts.map((act, n): Act => ({ ...act, shop, id: invoices[n] ?? '' }));
  for (const dealId of deals) {
    const invoiceIds = ofInvoices.filter((act) => act.dealId === dealId).map(({ id }) => id);
    const reply = await call('links/link', { dealId, invoiceIds });
    if (!('body' in reply)) throw new Error(`links/link: ${JSON.stringify(reply)}`);
  }
  const ofCustomers = customers.map(
    ({ Id }, n): Act => ({
      kind: 'update',
      dealId: deals[n % deals.length] ?? 0,
      text: `books-${n}@larch.example`,
      shop,
      id: Id,
    }),
  );
  return [...ofInvoices, ...ofCustomers];
};
