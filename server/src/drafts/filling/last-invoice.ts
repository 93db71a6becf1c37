import { and, desc, eq, isNull } from 'drizzle-orm';
import { storedProfile } from '../../company-profile/store.ts';
import { ownedConnection } from '../../connection/invoice-access.ts';
import type { Ctx } from '../../context.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import { invoiceOf } from '../../invoices/mirror/invoice-row-queries.ts';
import { invoices } from '../../invoices/tables.ts';
import { partsOf } from '../../quickbooks/translate/invoice-parts.ts';
import type { Input, Output } from '../../shared/contract/contract.ts';
import type { drafts } from '../contract.ts';
import { copiedLines } from './copied-lines.ts';

type Wanted = Pick<Input<typeof drafts.lastInvoice>, 'customerId' | 'currency'>;

/** The newest invoice of the customer that still counts, from the mirror. */
const newestOf = async ({ db }: Ctx, realmKey: RealmKey, { customerId, currency }: Wanted) => {
  const [newest] = await db
    .select({ invoiceId: invoices.invoiceId })
    .from(invoices)
    .where(
      and(
        inRealm(invoices, realmKey),
        eq(invoices.customerId, customerId),
        eq(invoices.currency, currency),
        eq(invoices.deleted, false),
        eq(invoices.voided, false),
        isNull(invoices.unreadable),
      ),
    )
    .orderBy(desc(invoices.issueDate), desc(invoices.createdAt))
    .limit(1);
  return newest ? invoiceOf(db, realmKey, null, newest.invoiceId) : null;
};

/** Returns the customer's newest invoice with its lines. Throws what the deal check throws. */
export const lastInvoice = async (
  ctx: Ctx,
  { dealId, ...wanted }: Input<typeof drafts.lastInvoice>,
): Promise<Output<typeof drafts.lastInvoice>> => {
  const { realmId } = await ownedConnection(ctx);
  await ctx.dealCheck(ctx, dealId);
  const realmKey = { companyId: ctx.companyId, realmId };
  const newest = await newestOf(ctx, realmKey, wanted);
  if (!newest) return { invoice: null };
  const stored = await storedProfile(ctx.db, ctx.companyId, realmId);
  const parts = partsOf(newest.facts);
  const { lines, left } = copiedLines(parts, stored?.profile ?? null);
  return {
    invoice: {
      number: newest.facts.number,
      issueDate: newest.facts.issueDate,
      lines,
      left: left + (Number(parts.shipping) === 0 ? 0 : 1),
    },
  };
};
