import { writeAudit } from '../../audit/store.ts';
import type { Doors } from '../../context.ts';
import { linkCreated } from '../../customers/store.ts';
import type { BooksCustomer } from '../../quickbooks/told.ts';
import type { Books } from '../../shared/books.ts';
import { leaseFor } from '../../writes/lease.ts';
import type { Draft } from '../store.ts';
import type { Attempt } from '../tables.ts';
import { beginInvoiceAfterCustomer } from './attempt-store.ts';

/**
 * Remembers the new customer and opens the attempt for its invoice. Null when somebody else has taken
 * the customer's attempt over.
 */
export const customerIsThere = (
  doors: Doors,
  books: Books,
  draft: Draft,
  attempt: Attempt,
  customer: BooksCustomer,
): Promise<Attempt | null> => {
  const lease = leaseFor(doors);
  const of = { companyId: draft.companyId, realmId: draft.realmId };
  return beginInvoiceAfterCustomer(
    doors.db,
    draft,
    {
      attempt,
      customerId: customer.id,
      alongside: (tx) => {
        if (draft.party) {
          linkCreated(tx, {
            ...of,
            ...draft.party,
            customerId: customer.id,
            customerName: customer.name,
            why: 'created',
            linkedById: draft.userId,
            linkedAt: attempt.sentAt,
          });
        }
        writeAudit(tx, {
          ...of,
          userId: draft.userId,
          at: lease.now,
          action: 'customer_created',
          dealId: draft.dealId,
          subject: customer.id,
          details: { name: customer.name },
        });
      },
    },
    doors.quickbooks.invoiceBody(draft.content, books, customer.id),
    lease,
  );
};
