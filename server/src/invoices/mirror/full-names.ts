import { and, inArray, like } from 'drizzle-orm';
import { customerLinks } from '../../customers/tables.ts';
import type { Reader } from '../../db/database.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import { fullName } from '../../shared/text/full-name.ts';

/**
 * Replaces sub-customers' names by their full names where a link stores them. On an invoice,
 * CustomerRef has the name without parents.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
export const withFullNames = async (
  tx: Reader,
  { companyId, realmId }: RealmKey,
  received: QuickbooksInvoice[],
): Promise<QuickbooksInvoice[]> => {
  if (received.length === 0) return received;
  const links = await tx
    .select({ customerId: customerLinks.customerId, name: customerLinks.customerName })
    .from(customerLinks)
    .where(
      and(
        inRealm(customerLinks, { companyId, realmId }),
        inArray(
          customerLinks.customerId,
          received.map(({ customerId }) => customerId),
        ),
        like(customerLinks.customerName, '%:%'),
      ),
    );
  if (links.length === 0) return received;
  const names = new Map(links.map(({ customerId, name }) => [customerId, name]));
  return received.map((facts) => {
    const linkedName = names.get(facts.customerId);
    return linkedName
      ? { ...facts, customerName: fullName(facts.customerName, linkedName) }
      : facts;
  });
};
