import { and, eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import { isAppError } from '../app-error.ts';
import { writeAudit } from '../audit/store.ts';
import type { OwnedConnection } from '../connection/invoice-access.ts';
import type { Ctx } from '../context.ts';
import { customerLinks } from '../customers/tables.ts';
import type { Reader, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { refreshSettled } from '../deal-links/refresh-settled.ts';
import { linkToDeal } from '../invoices/mirror/mirror.ts';
import { invoices } from '../invoices/tables.ts';
import { announceChange } from '../live/changes.ts';
import type { Deal } from '../pipedrive/gateway.ts';
import type { PartyRef } from '../pipedrive/party-check.ts';
import { syncSettingsOf } from '../sync-settings/store.ts';
import { declinedAt } from './declined-offers.ts';
import { type FoundInvoice, forgetFound, postponeFound } from './found-invoices.ts';
import { isUnlinked, mayBeOurs } from './offers.ts';
import { primaryOrganizations } from './tables.ts';

/** How long an invoice waits that Dealbill itself may be creating. */
const oursMs = 60_000;

/**
 * Finds out to which organizations a found invoice belongs, and links it when the settings say so
 * and exactly one open deal fits. Uses the permission of the connection owner. Throws what the
 * Pipedrive gateway throws; the invoice then stays due.
 */
export const matchFound = async (
  ctx: Ctx,
  connection: OwnedConnection,
  found: FoundInvoice,
): Promise<void> => {
  const { db, clock } = ctx;
  const invoice = await offeredInvoice(db, found, found.invoiceId);
  if (!invoice) return transact(db, (tx) => forgetFound(tx, found));
  if (invoice.mayBeOurs)
    return transact(db, (tx) => postponeFound(tx, found, clock.now() + oursMs));
  const parties = await partiesOf(ctx, found, invoice.customerId);
  const dealId = invoice.isLinkedAlone ? await onlyFittingDeal(ctx, found, invoice, parties) : null;
  if (dealId === null) return transact(db, (tx) => forgetFound(tx, found));
  const isLinked = await transact(db, (tx) => linkAutomatically(tx, ctx, found, dealId));
  if (isLinked) await refreshSettled(ctx, connection, [found.invoiceId]);
};

type OfferedInvoice = {
  number: string;
  customerId: string;
  currency: string;
  mayBeOurs: boolean;
  /** Whether the settings link it when one deal fits. */
  isLinkedAlone: boolean;
};

/** Null when the invoice is linked, over, or excluded by the settings. */
const offeredInvoice = async (
  db: Reader,
  { companyId, realmId }: RealmKey,
  invoiceId: string,
): Promise<OfferedInvoice | null> => {
  const realmKey = { companyId, realmId };
  const { created, from } = await syncSettingsOf(db, realmKey);
  const [invoice] = await db
    .select({
      number: invoices.number,
      customerId: invoices.customerId,
      currency: invoices.currency,
      issueDate: invoices.issueDate,
      mayBeOurs: sql<unknown>`${mayBeOurs}`,
    })
    .from(invoices)
    .where(
      and(
        inRealm(invoices, realmKey),
        eq(invoices.invoiceId, invoiceId),
        eq(invoices.deleted, false),
        eq(invoices.voided, false),
        isUnlinked,
      ),
    );
  if (!invoice || created === 'nothing' || invoice.issueDate < from) return null;
  return {
    ...invoice,
    mayBeOurs: Boolean(invoice.mayBeOurs),
    isLinkedAlone: created === 'link',
  };
};

/** The organizations and persons of a customer, with the persons' primary organizations. */
const partiesOf = async (
  ctx: Ctx,
  found: FoundInvoice,
  customerId: string,
): Promise<PartyRef[]> => {
  const { companyId, realmId } = found;
  const links = await ctx.db
    .select({ of: customerLinks.party, id: customerLinks.partyId })
    .from(customerLinks)
    .where(
      and(inRealm(customerLinks, { companyId, realmId }), eq(customerLinks.customerId, customerId)),
    )
    .limit(maxParties);
  const parties: PartyRef[] = [...links];
  for (const { of, id } of links) {
    const organizationId = of === 'person' ? await primaryOrganization(ctx, found, id) : null;
    if (organizationId !== null) parties.push({ of: 'organization', id: organizationId });
  }
  return parties;
};

/** Each costs up to three calls. */
const maxParties = 10;

const reference = z.union([
  z.number().int(),
  z.object({ value: z.number().int() }).transform(({ value }) => value),
]);

/** Reads a person's primary organization and stores it for the panels of the organization. */
const primaryOrganization = async (
  ctx: Ctx,
  { companyId, realmId }: FoundInvoice,
  personId: number,
): Promise<number | null> => {
  const person = await nullWhenHidden(() => ctx.pipedrive.person(ctx, personId));
  const organizationId = reference
    .nullable()
    .catch(null)
    .parse(person?.fields.org_id ?? null);
  const row = { companyId, personId, organizationId, readAt: ctx.clock.now() };
  await transact(ctx.db, async (tx) => {
    await tx
      .insert(primaryOrganizations)
      .values(row)
      .onConflictDoUpdate({
        target: [primaryOrganizations.companyId, primaryOrganizations.personId],
        set: row,
      });
    announceChange(tx, { companyId, realmId, dealIds: null });
  });
  return organizationId;
};

/** Null when the connection owner may not see the record, or it was deleted. */
const nullWhenHidden = async <T>(read: () => Promise<T>): Promise<T | null> => {
  try {
    return await read();
  } catch (error) {
    if (isAppError(error, 'not_found', 'pipedrive_forbidden')) return null;
    throw error;
  }
};

/**
 * The only open deal of these parties, if it has the invoice's currency and the invoice was not
 * declined there; null when none fits or several are open.
 */
const onlyFittingDeal = async (
  ctx: Ctx,
  found: FoundInvoice,
  invoice: OfferedInvoice,
  parties: PartyRef[],
): Promise<number | null> => {
  const declined = await declinedAt(ctx.db, found, found.invoiceId);
  const isDeclined = (of: string, id: number) =>
    declined.some((context) => context.of === of && context.id === id);
  if (parties.some(({ of, id }) => isDeclined(of, id))) return null;
  const open = new Map<number, Deal>();
  for (const party of parties) {
    const deals = (await nullWhenHidden(() => ctx.pipedrive.dealsOf(ctx, party))) ?? [];
    for (const deal of deals) {
      if (deal.status === 'open' && !deal.archived) open.set(deal.id, deal);
    }
  }
  const [only, ...others] = open.values();
  const fits = only && others.length === 0 && only.currency === invoice.currency;
  return fits && !isDeclined('deal', only.id) ? only.id : null;
};

/** False when the invoice was linked, or the settings changed, in the meantime. */
const linkAutomatically = async (
  tx: Tx,
  { userId, clock }: Ctx,
  found: FoundInvoice,
  dealId: number,
): Promise<boolean> => {
  const { companyId, realmId, invoiceId } = found;
  await forgetFound(tx, found);
  const invoice = await offeredInvoice(tx, found, invoiceId);
  if (!invoice?.isLinkedAlone) return false;
  const at = clock.now();
  const link = { how: 'linked' as const, linkedById: userId, linkedAt: at };
  await linkToDeal(tx, { companyId, realmId, dealId, invoiceId, ...link });
  const action = 'invoice_linked_automatically' as const;
  const details = { number: invoice.number };
  await writeAudit(tx, {
    companyId,
    realmId,
    userId,
    at,
    action,
    dealId,
    subject: invoiceId,
    details,
  });
  return true;
};
