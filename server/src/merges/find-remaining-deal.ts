import { and, desc, eq, inArray, isNotNull } from 'drizzle-orm';
import { isAppError } from '../app-error.ts';
import type { Ctx } from '../context.ts';
import { customerLinks } from '../customers/tables.ts';
import type { Reader } from '../db/database.ts';
import { drafts } from '../drafts/tables.ts';
import { dealPresence } from '../invoices/tables.ts';
import { invoiceLinkIn } from '../notes/note-text.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import type { PartyRef } from '../pipedrive/party-check.ts';
import { invoicesKnownOn } from './invoices-known-on.ts';
import { linkedInvoices } from './move-deal.ts';
import type { RemovedRecord } from './tables.ts';

type Tools = Pick<Ctx, 'db' | 'pipedrive'>;

/** What a read says about a record that was reported as removed. */
export type Resolution =
  | { kind: 'exists' }
  | { kind: 'removed' }
  | { kind: 'merged'; intoId: string };

const mostInvoices = 200;
const mostParties = 3;

/** Deals whose notes are read, 20 tokens each. */
const mostCandidates = 4;

/**
 * Finds the deal that another was merged into. Pipedrive's API does not name it, but a merge moves
 * the notes: the deal of our last note is the one. Without such a note (it was deleted, or written
 * by an older version), deals of the same customer are searched for our note about an invoice of
 * the removed deal.
 * https://support.pipedrive.com/en/article/merge-duplicates
 */
export const findRemainingDeal = async (
  { db, pipedrive }: Tools,
  user: PipedriveUser,
  { companyId, recordId, candidateId }: RemovedRecord,
): Promise<Resolution> => {
  const dealId = Number(recordId);
  if (!(await isGone({ pipedrive }, user, dealId))) return { kind: 'exists' };
  const moved = await dealOfOurNote({ db, pipedrive }, user, dealId);
  if (moved !== null) return { kind: 'merged', intoId: String(moved) };
  const linked = await linkedInvoices(db, { companyId, dealId }, mostInvoices);
  if (linked.length === 0) return { kind: 'removed' };
  const parties = await partiesOf(db, companyId, dealId, linked);
  const listed = await Promise.all(
    parties.map(async (party) => {
      try {
        return await pipedrive.dealsOf(user, party);
      } catch (error) {
        if (isAppError(error, 'not_found', 'pipedrive_forbidden')) return [];
        throw error;
      }
    }),
  );
  const byChange = listed
    .flat()
    .toSorted((one, other) => (other.updatedAt ?? '').localeCompare(one.updatedAt ?? ''))
    .map(({ id }) => id);
  const inView = candidateId === null ? [] : [Number(candidateId)];
  const candidateIds = [...new Set([...inView, ...byChange])].filter((id) => id !== dealId);
  for (const id of candidateIds.slice(0, mostCandidates)) {
    if (await hasNotesOf({ db, pipedrive }, user, id, linked)) {
      return { kind: 'merged', intoId: String(id) };
    }
  }
  return { kind: 'removed' };
};

/** The deal that our last note on the removed deal is on now; null where there is none. */
const dealOfOurNote = async (
  { db, pipedrive }: Tools,
  user: PipedriveUser,
  dealId: number,
): Promise<number | null> => {
  const [known] = await db
    .select({ noteId: dealPresence.noteId })
    .from(dealPresence)
    .where(and(eq(dealPresence.companyId, user.companyId), eq(dealPresence.dealId, dealId)));
  const noteId = known?.noteId ?? null;
  const onDeal = noteId === null ? null : await pipedrive.dealOfNote(user, noteId);
  return onDeal === dealId ? null : onDeal;
};

/** Archived deals and those hidden from the user exist. */
const isGone = async (
  { pipedrive }: Pick<Tools, 'pipedrive'>,
  user: PipedriveUser,
  dealId: number,
): Promise<boolean> => {
  try {
    await pipedrive.deal(user, dealId);
    return false;
  } catch (error) {
    if (isAppError(error, 'deal_not_found')) return true;
    if (isAppError(error, 'pipedrive_forbidden')) return false;
    throw error;
  }
};

type Linked = Awaited<ReturnType<typeof linkedInvoices>>;

/** The organizations and persons that the deal's drafts or customers belong to. */
const partiesOf = async (
  db: Reader,
  companyId: number,
  dealId: number,
  linked: Linked,
): Promise<PartyRef[]> => {
  const ofDrafts = await db
    .selectDistinct({ party: drafts.party })
    .from(drafts)
    .where(and(eq(drafts.companyId, companyId), eq(drafts.dealId, dealId), isNotNull(drafts.party)))
    .limit(mostParties);
  const customerIds = [...new Set(linked.map(({ customerId }) => customerId))];
  const ofCustomers = await db
    .select({ party: customerLinks.party, partyId: customerLinks.partyId })
    .from(customerLinks)
    .where(
      and(eq(customerLinks.companyId, companyId), inArray(customerLinks.customerId, customerIds)),
    )
    .orderBy(desc(customerLinks.linkedAt))
    .limit(mostParties);
  const all = [...ofDrafts.flatMap(({ party }) => party ?? []), ...ofCustomers];
  const unique = new Map(
    all.map(({ party, partyId }) => [`${party} ${partyId}`, { of: party, id: partyId }]),
  );
  return [...unique.values()].slice(0, mostParties);
};

/** Whether a deal has our note about one of these invoices that it never had itself. */
const hasNotesOf = async (
  { db, pipedrive }: Tools,
  user: PipedriveUser,
  dealId: number,
  linked: Linked,
): Promise<boolean> => {
  const notes = await notesOf({ pipedrive }, user, dealId);
  const linkOf = ({ invoiceId, realmId }: Linked[number]) =>
    `txnId=${encodeURIComponent(invoiceId)}&companyId=${realmId}`;
  const noted = new Set(
    notes.flatMap(({ content }) => invoiceLinkIn(content)?.split('#')[0] ?? []),
  );
  const moved = linked.filter((invoice) => noted.has(linkOf(invoice)));
  if (moved.length === 0) return false;
  for (const [realmId, invoices = []] of Object.entries(
    Object.groupBy(moved, (one) => one.realmId),
  )) {
    const realmKey = { companyId: user.companyId, realmId };
    const invoiceIds = invoices.map(({ invoiceId }) => invoiceId);
    const known = await invoicesKnownOn(db, realmKey, { dealId, invoiceIds });
    if (invoiceIds.some((invoiceId) => !known.has(invoiceId))) return true;
  }
  return false;
};

const notesOf = async (
  { pipedrive }: Pick<Tools, 'pipedrive'>,
  user: PipedriveUser,
  dealId: number,
) => {
  try {
    return await pipedrive.notes(user, dealId);
  } catch (error) {
    if (isAppError(error, 'deal_not_found', 'not_found', 'pipedrive_forbidden')) return [];
    throw error;
  }
};
