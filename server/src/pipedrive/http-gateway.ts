import { AppError, isAppError } from '../app-error.ts';
import { withVerbs } from '../vendor-calls/call-context.ts';
import { addNote } from './add-note.ts';
import type { PipedriveAccount } from './call.ts';
import type { PipedriveGateway, PipedriveUser } from './gateway.ts';
import { listOf, type Read, readAll, readOne } from './reads.ts';
import { dealDiscountOf, dealFacts, dealOf, productRowsOf } from './translate-deal.ts';
import { fieldOf } from './translate-field.ts';
import { partyOf } from './translate-party.ts';
import { isAdminOf, noteOf, timeZoneOf } from './translate-user.ts';
import { addDealFieldOptions, createDealField, setDealFields } from './write-deal-fields.ts';

const fieldLists = {
  deal: '/v2/dealFields',
  organization: '/v2/organizationFields',
  person: '/v2/personFields',
} as const;

/** Parameters of GET /v2/deals. */
const partyFilters = { organization: 'org_id', person: 'person_id' } as const;

/** Empty when the user may not read archived deals (GET /v2/deals/archived). */
const readArchived = async <T>(listDeals: (path: string) => Promise<T[]>): Promise<T[]> => {
  try {
    return await listDeals('/v2/deals/archived');
  } catch (error) {
    if (isAppError(error, 'not_found', 'pipedrive_forbidden')) return [];
    throw error;
  }
};

/**
 * Implements the gateway with API v2, and v1 for notes and users, which v2 lacks. Repeats a read
 * once after a connection error or 5xx; never sends a note twice.
 * https://pipedrive.readme.io/docs/pipedrive-api-v2-migration-guide
 */
export const makeHttpPipedriveGateway = (account: PipedriveAccount): PipedriveGateway => {
  const one = <T>(user: PipedriveUser, read: Read<T>) => readOne(account, user, read);
  const all = <T>(user: PipedriveUser, read: Read<T>) => readAll(account, user, read);
  const gone = 'deal_not_found';

  return withVerbs<PipedriveGateway>({
    async deal(user, dealId) {
      const deal = await one(user, { path: `/v2/deals/${dealId}`, translate: dealOf, gone });
      if (!deal) throw new AppError(gone);
      return deal;
    },

    async dealsOf(user, { of, id }) {
      const query = {
        [partyFilters[of]]: id,
        sort_by: 'update_time',
        sort_direction: 'desc',
      };
      const listDeals = (path: string) => all(user, { path, query, translate: dealOf });
      const deals = await Promise.all([listDeals('/v2/deals'), readArchived(listDeals)]);
      return deals.flat().flatMap((deal) => (deal ? [dealFacts(deal)] : []));
    },

    async dealsListed(user, dealIds) {
      const query = { ids: dealIds.join(',') };
      const deals = await all(user, { path: '/v2/deals', query, translate: dealOf });
      return deals.flatMap((deal) => (deal ? [deal.id] : []));
    },

    async someDeal(user) {
      const query = { status: 'open', sort_by: 'update_time', sort_direction: 'desc', limit: 1 };
      const [deal] = await one(user, { path: '/v2/deals', query, translate: listOf(dealOf) });
      return deal ? { id: deal.id, title: deal.title } : null;
    },

    async dealProducts(user, dealId) {
      const path = `/v2/deals/${dealId}/products`;
      const query = { sort_by: 'order_nr', sort_direction: 'asc' };
      return (await all(user, { path, query, translate: productRowsOf, gone })).flat();
    },

    dealDiscounts: (user, dealId) =>
      one(user, {
        path: `/v2/deals/${dealId}/discounts`,
        translate: listOf(dealDiscountOf),
        gone,
      }),

    organization: (user, organizationId) =>
      one(user, { path: `/v2/organizations/${organizationId}`, translate: partyOf }),

    person: (user, personId) => one(user, { path: `/v2/persons/${personId}`, translate: partyOf }),

    fields: (user, of) => all(user, { path: fieldLists[of], translate: fieldOf }),

    isAdmin: (user) => one(user, { path: '/v1/users/me', translate: isAdminOf }),
    timeZone: (user) => one(user, { path: '/v1/users/me', translate: timeZoneOf }),

    async notes(user, dealId) {
      const query = { deal_id: dealId, sort: 'add_time DESC', start: 0, limit: 100 };
      const notes = await one(user, { path: '/v1/notes', query, translate: listOf(noteOf) });
      return notes.toSorted((a, b) => b.id - a.id);
    },

    addNote: (user, dealId, html) => addNote(account, user, dealId, html),

    setDealFields: (user, dealId, values) => setDealFields(account, user, dealId, values),
    createDealField: (user, field) => createDealField(account, user, field),
    addDealFieldOptions: (user, fieldCode, labels) =>
      addDealFieldOptions(account, user, fieldCode, labels),
  });
};
