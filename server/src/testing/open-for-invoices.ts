import type { QuickbooksInvoice, WireBody } from '../quickbooks/models.ts';
import type { RealmLike } from './make-company.ts';
import { makeDraft, makeLine } from './make-draft.ts';
import { openQuickbooks } from './open-quickbooks.ts';

/**
 * Opens a realm with what a first invoice needs: a customer in the home currency, an item and a tax
 * code.
 */
export const openFor = async (
  like: RealmLike,
  preferences: Record<string, unknown> = {},
  timeoutMs?: number,
) => {
  const at = await openQuickbooks(like, { preferences, timeoutMs });
  const profile = await at.gateway.readCompanyProfile(at.realm);
  const page = { text: '', page: 0, pageSize: 100 };
  const { customers } = await at.gateway.searchCustomers(at.realm, page);
  const { items } = await at.gateway.searchItems(at.realm, page);
  const customer = customers.find(
    ({ currency }) => currency === null || currency === profile.homeCurrency,
  );
  const [item] = items;
  if (!customer || !item) throw new Error('The realm has no customer or no item');
  const inUs = profile.taxRegime !== 'per_line';
  const line = makeLine({
    item: { id: item.id, name: item.name, taxable: item.taxable },
    taxCodeId: inUs ? 'NON' : (profile.taxCodes[0]?.id ?? null),
  });
  const content = makeDraft({
    lines: [line],
    details: { currency: profile.homeCurrency, number: profile.customNumbers ? 'A-1' : '' },
  });
  return { ...at, profile, customer, line, content };
};

export type ForInvoices = Awaited<ReturnType<typeof openFor>>;

/** Creates an invoice and reads it back; `differs` overrides properties of its body. */
export const makeInvoiceIn = async (
  { gateway, realm, profile, customer, content }: ForInvoices,
  requestId: string,
  differs: WireBody = {},
): Promise<QuickbooksInvoice> => {
  const body = { ...gateway.invoiceBody(content, profile, customer.id), ...differs };
  const made = await gateway.createInvoice(realm, body, requestId);
  if (made.kind !== 'done') throw new Error(JSON.stringify(made));
  const { invoices } = await gateway.invoicesById(realm, [made.value.id]);
  const [read] = invoices;
  if (!read) throw new Error('It is not there');
  return read;
};
