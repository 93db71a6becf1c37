import { and, desc, eq, ne, or } from 'drizzle-orm';
import type { Reader, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { invoices } from '../invoices/tables.ts';
import { namesById } from '../names/mirrored-names.ts';
import type { CustomerLinkRow, NewLink } from './store.ts';
import { customerLinks } from './tables.ts';

/**
 * Decides under which currency a party's link to a customer is stored: empty, as its main customer,
 * unless the party has a main customer in another currency. Deletes links of the party that the new
 * one replaces. `customerCurrency` is null while it is unknown, as in companies with one currency.
 */
export const linkCurrency = async (
  tx: Tx,
  link: NewLink,
  customerCurrency: string | null,
): Promise<CustomerLinkRow['currency']> => {
  const [main] = await tx
    .select({ customerId: customerLinks.customerId })
    .from(customerLinks)
    .where(and(ofParty(link), eq(customerLinks.currency, '')))
    .limit(1);
  if (customerCurrency && main && main.customerId !== link.customerId) {
    const mainCurrency = await currencyOf(tx, link, main.customerId);
    if (mainCurrency !== null && mainCurrency !== customerCurrency) return customerCurrency;
  }
  await dropReplaced(tx, link, customerCurrency);
  return '';
};

/** Deletes the links for single currencies to this customer, and for this currency. */
export const dropReplaced = async (
  tx: Tx,
  link: NewLink,
  currency: string | null,
): Promise<void> => {
  const isSame = eq(customerLinks.customerId, link.customerId);
  const isReplaced = currency ? or(isSame, eq(customerLinks.currency, currency)) : isSame;
  await tx
    .delete(customerLinks)
    .where(and(ofParty(link), ne(customerLinks.currency, ''), isReplaced));
};

const ofParty = ({ companyId, realmId, party, partyId }: NewLink) =>
  and(
    inRealm(customerLinks, { companyId, realmId }),
    eq(customerLinks.party, party),
    eq(customerLinks.partyId, partyId),
  );

/** The currency of a customer as mirrored, else of its last invoice; null when neither is known. */
export const currencyOf = async (
  db: Reader,
  { companyId, realmId }: RealmKey,
  customerId: string,
): Promise<string | null> => {
  const realmKey = { companyId, realmId };
  const [mirrored] = await namesById(db, realmKey, 'Customer', [customerId]);
  if (mirrored?.row?.currency) return mirrored.row.currency;
  const [invoice] = await db
    .select({ currency: invoices.currency })
    .from(invoices)
    .where(and(inRealm(invoices, realmKey), eq(invoices.customerId, customerId)))
    .orderBy(desc(invoices.issueDate))
    .limit(1);
  return invoice?.currency || null;
};
