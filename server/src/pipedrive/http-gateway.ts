import { AppError, isAppError } from '../app-error.ts';
import { withVerbs } from '../vendor-calls/call-context.ts';
import {
  activityOf,
  activityTypeOf,
  addActivity,
  dealOwnerOf,
  finishActivity,
  userOf,
} from './activities.ts';
import { addNote } from './add-note.ts';
import type { PipedriveAccount } from './call.ts';
import { addFile, fileNameOf } from './files.ts';
import type { PipedriveGateway, PipedriveUser } from './gateway.ts';
import { listOf, type Read, readAll, readOne } from './reads.ts';
import {
  dealDiscountOf,
  dealFacts,
  dealOf,
  installmentOf,
  productRowsOf,
} from './translate-deal.ts';
import { fieldOf } from './translate-field.ts';
import { partyOf, recordNameOf } from './translate-party.ts';
import { dealOfNoteOf, isActiveOf, isAdminOf, noteOf, timeZoneOf } from './translate-user.ts';
import { createWebhook, deleteWebhook, webhookOf } from './webhook-calls.ts';

import { addFieldOptions, createField, fieldLists, setFields } from './write-fields.ts';

/** Parameters of GET /v2/deals. */
const partyFilters = { organization: 'org_id', person: 'person_id' } as const;

/** Lists of API v2 whose records have names. */
const recordPaths = { deal: 'deals', organization: 'organizations', person: 'persons' } as const;

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
 * Implements the gateway with API v2, and v1 for notes, users and activity types, which v2
 * lacks. Repeats a read once after a connection error or 5xx; never sends a note or an activity
 * twice.
 * https://pipedrive.readme.io/docs/pipedrive-api-v2-migration-guide
 */
export const makeHttpPipedriveGateway = (account: PipedriveAccount): PipedriveGateway => {
  const one = <T>(user: PipedriveUser, read: Read<T>) => readOne(account, user, read);
  const all = <T>(user: PipedriveUser, read: Read<T>) => readAll(account, user, read);
  const gone = 'deal_not_found';

  return withVerbs<PipedriveGateway>({
    async deal(user, dealId) {
      const path = `/v2/deals/${dealId}`;
      const query = { include_fields: 'notes_count' };
      const deal = await one(user, { path, query, translate: dealOf, gone });
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

    async nameOf(user, of, id) {
      try {
        const path = `/v2/${recordPaths[of]}/${id}`;
        return (await one(user, { path, translate: recordNameOf })).name;
      } catch (error) {
        if (isAppError(error, 'not_found', 'pipedrive_forbidden')) return null;
        throw error;
      }
    },

    namesListed: (user, of, ids) =>
      all(user, {
        path: `/v2/${recordPaths[of]}`,
        query: { ids: ids.join(',') },
        translate: recordNameOf,
      }),

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

    productVariations: (user, productId) =>
      all(user, { path: `/v2/products/${productId}/variations`, translate: recordNameOf }),

    dealDiscounts: (user, dealId) =>
      one(user, {
        path: `/v2/deals/${dealId}/discounts`,
        translate: listOf(dealDiscountOf),
        gone,
      }),

    installments: (user, dealId) =>
      one(user, {
        path: '/v2/deals/installments',
        query: { deal_ids: dealId, sort_by: 'billing_date', sort_direction: 'asc', limit: 500 },
        translate: listOf(installmentOf),
      }),

    organization: (user, organizationId) =>
      one(user, { path: `/v2/organizations/${organizationId}`, translate: partyOf }),

    person: (user, personId) => one(user, { path: `/v2/persons/${personId}`, translate: partyOf }),

    fields: (user, of) => all(user, { path: fieldLists[of], translate: fieldOf }),

    isAdmin: (user) => one(user, { path: '/v1/users/me', translate: isAdminOf }),
    userAccess: (user) =>
      one(user, {
        path: '/v1/users/me',
        translate: (data) => ({ isActive: isActiveOf(data), isAdmin: isAdminOf(data) }),
      }),
    isColleagueActive: (user, colleagueId) =>
      one(user, { path: `/v1/users/${colleagueId}`, translate: isActiveOf }),
    timeZone: (user) => one(user, { path: '/v1/users/me', translate: timeZoneOf }),

    async notes(user, dealId) {
      const query = { deal_id: dealId, sort: 'add_time DESC', start: 0, limit: 100 };
      const notes = await one(user, { path: '/v1/notes', query, translate: listOf(noteOf) });
      return notes.toSorted((a, b) => b.id - a.id);
    },

    async dealOfNote(user, noteId) {
      try {
        return await one(user, { path: `/v1/notes/${noteId}`, translate: dealOfNoteOf, gone });
      } catch (error) {
        if (isAppError(error, 'not_found', 'deal_not_found', 'pipedrive_forbidden')) return null;
        throw error;
      }
    },

    webhooks: (user) => one(user, { path: '/v1/webhooks', translate: listOf(webhookOf) }),
    createWebhook: (user, webhook) => createWebhook(account, user, webhook),
    deleteWebhook: (user, webhookId) => deleteWebhook(account, user, webhookId),

    addNote: (user, dealId, html) => addNote(account, user, dealId, html),

    fileNames: (user, dealId) =>
      one(user, {
        path: `/v1/deals/${dealId}/files`,
        query: { sort: 'add_time DESC', start: 0, limit: 100 },
        translate: listOf(fileNameOf),
        gone,
      }),
    addFile: (user, dealId, file) => addFile(account, user, dealId, file),

    async users(user) {
      const users = await one(user, { path: '/v1/users', translate: listOf(userOf) });
      return users.flatMap((each) => each ?? []);
    },

    async activityTypes(user) {
      const types = await one(user, {
        path: '/v1/activityTypes',
        translate: listOf(activityTypeOf),
      });
      return types.flatMap((type) => type ?? []);
    },

    dealOwner: (user, dealId) =>
      one(user, { path: `/v2/deals/${dealId}`, translate: dealOwnerOf, gone }),

    async activities(user, dealId) {
      const query = { deal_id: dealId, sort_by: 'add_time', sort_direction: 'desc', limit: 500 };
      const translate = listOf(activityOf);
      const activities = await one(user, { path: '/v2/activities', query, translate });
      return activities.flatMap((activity) => activity ?? []);
    },

    async activity(user, activityId) {
      const path = `/v2/activities/${activityId}`;
      const activity = await one(user, { path, translate: activityOf });
      if (!activity) throw new AppError('not_found');
      return activity;
    },

    addActivity: (user, dealId, activity) => addActivity(account, user, dealId, activity),
    finishActivity: (user, activityId) => finishActivity(account, user, activityId),

    setFields: (user, of, recordId, values) => setFields(account, user, { of, recordId }, values),
    createField: (user, of, field) => createField(account, user, of, field),
    addFieldOptions: (user, of, fieldCode, labels) =>
      addFieldOptions(account, user, { of, fieldCode }, labels),
  });
};
