import { and, eq, inArray, ne } from 'drizzle-orm';
import type { Reader, Tx } from '../db/database.ts';
import { drafts } from '../drafts/tables.ts';
import { primaryOrganizations } from '../invoice-offers/tables.ts';
import { announceChange } from '../live/changes.ts';
import { operations } from '../operations/tables.ts';
import { mergeFieldRecords } from '../pipedrive-fields/merge-records.ts';
import { moveDeclinedOffers } from './move-declined-offers.ts';
import { moveLinks } from './move-links.ts';
import type { Moved } from './tables.ts';

type Party = 'organization' | 'person';
type PartyMerge = { companyId: number; party: Party; from: number; into: number; now: number };

const draftsOf = (companyId: number, party: Party, partyId: number) =>
  and(eq(drafts.companyId, companyId), eq(drafts.party, { party, partyId }));

/**
 * Whether an invoice or a customer of the organization or person is being created; its outcome is
 * still stored under the merged one.
 */
export const isPartyInFlight = async (
  tx: Reader,
  { companyId, party, partyId }: { companyId: number; party: Party; partyId: number },
): Promise<boolean> => {
  const [draft] = await tx
    .select({ id: drafts.id })
    .from(drafts)
    .where(and(draftsOf(companyId, party, partyId), eq(drafts.state, 'sending')))
    .limit(1);
  if (draft) return true;
  const states = ['waiting', 'sending', 'unconfirmed', 'asking'] as const;
  const open = await tx
    .select({ state: operations.state })
    .from(operations)
    .where(
      and(
        eq(operations.companyId, companyId),
        eq(operations.subject, party),
        eq(operations.subjectId, String(partyId)),
      ),
    );
  return open.some(({ state }) => (states as readonly string[]).includes(state));
};

/**
 * Moves the customer links and the drafts of a merged organization or person to the one that
 * remains, and marks its fields for an update. Customers that are linked to the remaining one stay
 * linked; the history names the others.
 */
export const moveParty = async (tx: Tx, merge: PartyMerge): Promise<Moved> => {
  const { companyId, party, from, into, now } = merge;
  const { realmIds, moved: links } = await moveLinks(tx, merge);
  await mergeFieldRecords(tx, { companyId, of: party, from, into, realmIds }, now);
  await moveDeclinedOffers(tx, { companyId, kind: party, from, into });
  // Read again when it is needed.
  const { organizationId, personId } = primaryOrganizations;
  await tx
    .delete(primaryOrganizations)
    .where(
      and(
        eq(primaryOrganizations.companyId, companyId),
        inArray(party === 'person' ? personId : organizationId, [from, into]),
      ),
    );
  const moved = await tx
    .update(drafts)
    .set({ party: { party, partyId: into } })
    .where(and(draftsOf(companyId, party, from), ne(drafts.state, 'sending')))
    .returning({ realmId: drafts.realmId, dealId: drafts.dealId, state: drafts.state });
  for (const { realmId, dealId } of moved) {
    announceChange(tx, { companyId, realmId, dealIds: [dealId] });
  }
  return {
    invoices: moved.filter(({ state }) => state === 'created').length,
    drafts: moved.filter(({ state }) => state === 'editing').length,
    links,
  };
};
