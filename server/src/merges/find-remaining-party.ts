import { and, desc, eq } from 'drizzle-orm';
import { isAppError } from '../app-error.ts';
import type { Ctx } from '../context.ts';
import { drafts } from '../drafts/tables.ts';
import type { Deal, PipedriveUser } from '../pipedrive/gateway.ts';
import type { Resolution } from './find-remaining-deal.ts';
import type { RemovedRecord } from './tables.ts';

type Party = 'organization' | 'person';

const mostDeals = 5;

/**
 * Finds the organization or person that another was merged into. Pipedrive's API does not name it,
 * but a merge moves the deals: when all known deals of the removed one belong to one other now, that
 * is the one.
 * https://support.pipedrive.com/en/article/merge-duplicates
 */
export const findRemainingParty = async (
  { db, pipedrive }: Pick<Ctx, 'db' | 'pipedrive'>,
  user: PipedriveUser,
  record: RemovedRecord,
  party: Party,
): Promise<Resolution> => {
  const partyId = Number(record.recordId);
  if (await isThere({ pipedrive }, user, party, partyId)) return { kind: 'exists' };
  const { companyId } = record;
  const rows = await db
    .selectDistinct({ dealId: drafts.dealId })
    .from(drafts)
    .where(and(eq(drafts.companyId, companyId), eq(drafts.party, { party, partyId })))
    .orderBy(desc(drafts.dealId))
    .limit(mostDeals);
  const deals = await Promise.all(
    rows.map(({ dealId }) => dealOrNull({ pipedrive }, user, dealId)),
  );
  const owners = new Set(
    deals.flatMap((deal) =>
      deal ? [party === 'organization' ? deal.organizationId : deal.personId] : [],
    ),
  );
  const [owner] = owners;
  if (owners.size !== 1 || owner == null || owner === partyId) return { kind: 'removed' };
  return { kind: 'merged', intoId: String(owner) };
};

const isThere = async (
  { pipedrive }: Pick<Ctx, 'pipedrive'>,
  user: PipedriveUser,
  party: Party,
  partyId: number,
): Promise<boolean> => {
  try {
    const { fields } = await pipedrive[party](user, partyId);
    return fields.is_deleted !== true;
  } catch (error) {
    if (isAppError(error, 'not_found')) return false;
    if (isAppError(error, 'pipedrive_forbidden')) return true;
    throw error;
  }
};

/** Null for a deal that was removed or is hidden. */
const dealOrNull = async (
  { pipedrive }: Pick<Ctx, 'pipedrive'>,
  user: PipedriveUser,
  dealId: number,
): Promise<Deal | null> => {
  try {
    return await pipedrive.deal(user, dealId);
  } catch (error) {
    if (isAppError(error, 'deal_not_found', 'pipedrive_forbidden')) return null;
    throw error;
  }
};
