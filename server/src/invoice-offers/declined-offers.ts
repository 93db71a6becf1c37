import { and, eq, inArray } from 'drizzle-orm';
import type { Reader, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import type { PanelContext } from '../invoices/contract.ts';
import { invoices } from '../invoices/tables.ts';
import { announceChange } from '../live/changes.ts';
import { declinedOffers } from './tables.ts';

type Declining = RealmKey & {
  context: PanelContext;
  invoiceIds: string[];
  userId: number;
  /** Epoch milliseconds of the request. */
  at: number;
};

/** No longer offers these mirrored invoices in the context. Idempotent. */
export const declineOffers = async (
  tx: Tx,
  { companyId, realmId, context, invoiceIds, userId, at }: Declining,
): Promise<void> => {
  const known = await tx
    .select({ invoiceId: invoices.invoiceId })
    .from(invoices)
    .where(and(inRealm(invoices, { companyId, realmId }), inArray(invoices.invoiceId, invoiceIds)));
  if (known.length === 0) return;
  const declined = { companyId, realmId, ofKind: context.of, ofId: context.id };
  const rows = known.map(({ invoiceId }) => ({
    ...declined,
    invoiceId,
    declinedById: userId,
    declinedAt: at,
  }));
  const added = await tx
    .insert(declinedOffers)
    .values(rows)
    .onConflictDoNothing()
    .returning({ invoiceId: declinedOffers.invoiceId });
  if (added.length > 0) announceOffers(tx, { companyId, realmId }, context);
};

/** Offers these invoices in the context again. Idempotent. */
export const restoreOffers = async (
  tx: Tx,
  { companyId, realmId, context, invoiceIds }: Omit<Declining, 'userId' | 'at'>,
): Promise<void> => {
  const removed = await tx
    .delete(declinedOffers)
    .where(
      and(
        inRealm(declinedOffers, { companyId, realmId }),
        inArray(declinedOffers.invoiceId, invoiceIds),
        eq(declinedOffers.ofKind, context.of),
        eq(declinedOffers.ofId, context.id),
      ),
    )
    .returning({ invoiceId: declinedOffers.invoiceId });
  if (removed.length > 0) announceOffers(tx, { companyId, realmId }, context);
};

/** Where an invoice was declined. */
export const declinedAt = (
  db: Reader,
  realmKey: RealmKey,
  invoiceId: string,
): Promise<PanelContext[]> =>
  db
    .select({ of: declinedOffers.ofKind, id: declinedOffers.ofId })
    .from(declinedOffers)
    .where(and(inRealm(declinedOffers, realmKey), eq(declinedOffers.invoiceId, invoiceId)));

/** The deals of an organization or person are not known here. */
const announceOffers = (tx: Tx, realmKey: RealmKey, { of, id }: PanelContext): void =>
  announceChange(tx, { ...realmKey, dealIds: of === 'deal' ? [id] : null });
