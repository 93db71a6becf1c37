import { and, eq } from 'drizzle-orm';
import type { Reader, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import type { Recipients } from '../shared/contract/recipients.ts';
import { customerRecipients } from './tables.ts';

type CustomerKey = RealmKey & { customerId: string };

const ofCustomer = ({ companyId, realmId, customerId }: CustomerKey) =>
  and(
    inRealm(customerRecipients, { companyId, realmId }),
    eq(customerRecipients.customerId, customerId),
  );

/**
 * Returns the recipients of the customer's last invoice from Dealbill; null without one. `to` is
 * empty when nobody typed it, so that the address of each deal is used.
 */
export const recipientsOf = async (
  db: Reader,
  customer: CustomerKey,
): Promise<Recipients | null> => {
  const [row] = await db
    .select({
      to: customerRecipients.toAddresses,
      cc: customerRecipients.ccAddresses,
      bcc: customerRecipients.bccAddresses,
    })
    .from(customerRecipients)
    .where(ofCustomer(customer))
    .limit(1);
  return row ?? null;
};

/** Stores the recipients of the customer's last invoice; see `recipientsOf`. */
export const rememberRecipients = async (
  tx: Tx,
  { recipients, now, ...key }: CustomerKey & { recipients: Recipients; now: number },
): Promise<void> => {
  const columns = {
    toAddresses: recipients.to,
    ccAddresses: recipients.cc,
    bccAddresses: recipients.bcc,
    updatedAt: now,
  };
  await tx
    .insert(customerRecipients)
    .values({ ...key, ...columns })
    .onConflictDoUpdate({
      target: [
        customerRecipients.companyId,
        customerRecipients.realmId,
        customerRecipients.customerId,
      ],
      set: columns,
    });
};

/** Passes the recipients of a merged customer on to one that has none. */
export const moveRecipients = async (
  tx: Tx,
  { from, into, now, ...realmKey }: RealmKey & { from: string; into: string; now: number },
): Promise<void> => {
  const merged = { ...realmKey, customerId: from };
  const remaining = { ...realmKey, customerId: into };
  const recipients = await recipientsOf(tx, merged);
  if (!recipients) return;
  await tx.delete(customerRecipients).where(ofCustomer(merged));
  if (await recipientsOf(tx, remaining)) return;
  await rememberRecipients(tx, { ...remaining, recipients, now });
};
