import { and, inArray, like } from 'drizzle-orm';
import { customerLinks } from '../../customers/tables.ts';
import type { Reader } from '../../db/database.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import { fullName } from '../../shared/text/full-name.ts';

/**
 * Invoices with the full names of sub-customers, where an organization or person is linked to them:
 * QuickBooks names them on an invoice without their parents (Intuit: Invoice, CustomerRef).
 */
export const withFullNames = async (
  tx: Reader,
  { companyId, realmId }: RealmKey,
  told: QuickbooksInvoice[],
): Promise<QuickbooksInvoice[]> => {
  if (told.length === 0) return told;
  const links = await tx
    .select({ id: customerLinks.customerId, name: customerLinks.customerName })
    .from(customerLinks)
    .where(
      and(
        inRealm(customerLinks, { companyId, realmId }),
        inArray(
          customerLinks.customerId,
          told.map(({ customerId }) => customerId),
        ),
        like(customerLinks.customerName, '%:%'),
      ),
    );
  if (links.length === 0) return told;
  const names = new Map(links.map(({ id, name }) => [id, name]));
  return told.map((facts) => {
    const known = names.get(facts.customerId);
    return known ? { ...facts, customerName: fullName(facts.customerName, known) } : facts;
  });
};
