import { and, eq, inArray, like } from 'drizzle-orm';
import { customerLinks } from '../../customers/tables.ts';
import type { Tx } from '../../db/open-database.ts';
import type { BooksInvoice } from '../../quickbooks/told.ts';
import { fullName } from '../../shared/full-name.ts';
import type { BooksKey } from './row-statements.ts';

/**
 * Invoices with the full names of sub-customers, where an organization or person is linked to them:
 * QuickBooks names them on an invoice without their parents (Intuit: Invoice, CustomerRef).
 */
export const withFullNames = (
  tx: Pick<Tx, 'select'>,
  { companyId, realmId }: BooksKey,
  told: BooksInvoice[],
): BooksInvoice[] => {
  if (told.length === 0) return told;
  const links = tx
    .select({ id: customerLinks.customerId, name: customerLinks.customerName })
    .from(customerLinks)
    .where(
      and(
        eq(customerLinks.companyId, companyId),
        eq(customerLinks.realmId, realmId),
        inArray(
          customerLinks.customerId,
          told.map(({ customerId }) => customerId),
        ),
        like(customerLinks.customerName, '%:%'),
      ),
    )
    .all();
  if (links.length === 0) return told;
  const names = new Map(links.map(({ id, name }) => [id, name]));
  return told.map((facts) => {
    const known = names.get(facts.customerId);
    return known ? { ...facts, customerName: fullName(facts.customerName, known) } : facts;
  });
};
