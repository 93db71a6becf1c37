import * as z from 'zod';
import { isAppError } from '../../app-error.ts';
import { itemBody, reactivationBody } from '../bodies/item-body.ts';
import { toChangeAnswer, toWriteAnswer } from '../calls/call.ts';
import { equalsText, isQueryable, type Letters } from '../calls/plain-text.ts';
import {
  firstRows,
  inList,
  page,
  queriesFor,
  quoted,
  type TextSearch,
  textSearch,
  where,
} from '../calls/query.ts';
import { fallbackWhenRefused, nullWhenNotFound } from '../calls/read-errors.ts';
import { parseBody, rowsOf } from '../calls/wire.ts';
import type { QuickbooksGateway, Realm } from '../gateway.ts';
import type { QuickbooksItem, QuickbooksItemDetails } from '../models.ts';
import type { QuickbooksClient } from '../quickbooks-client.ts';
import { wireBundle, withItems } from '../translate/translate-bundle.ts';
import { wireItem } from '../translate/translate-item.ts';
import { sellableTypes, wireItemDetails } from '../translate/translate-name.ts';
import { findByNameParts, includingInactive } from './find-by-name.ts';
import { itemSearch } from './item-search.ts';

const rows = (body: unknown): QuickbooksItem[] => rowsOf('Item', wireItem, body);

const itemResponse = z.object({ Item: wireItemDetails });

const isSellable = `Type in ${inList(sellableTypes)}`;

export const itemVerbs = (client: QuickbooksClient) => {
  const find = async (realm: Realm, clauses: string) =>
    rows(await client.find(realm, { entity: 'Item', clauses }));

  const findAll = async (realm: Realm, property: 'Id' | 'Name', values: string[]) => {
    const clauses = (some: string[]) =>
      `where ${property} in ${inList(some)} and ${isSellable} ${firstRows()}`;
    const responses = queriesFor('Item', values, clauses).map((query) => client.find(realm, query));
    return (await Promise.all(responses)).flatMap(rows);
  };

  const findDetails = async (realm: Realm, clauses: string) =>
    rowsOf('Item', wireItemDetails, await client.find(realm, { entity: 'Item', clauses }));

  const byNameParts = (realm: Realm, name: string, letters?: Letters) =>
    findByNameParts(
      (clauses) => findDetails(realm, clauses),
      { property: 'Name', nameOf: (item) => item.name },
      name,
      letters,
    );

  /** An item in a category may have the same name. */
  const byExactName = async (realm: Realm, name: string): Promise<QuickbooksItemDetails | null> => {
    const clauses = `where Name = ${quoted(name)} and ${includingInactive} ${firstRows()}`;
    const isNamed = equalsText(name);
    return (await findDetails(realm, clauses)).find((item) => isNamed(item.name)) ?? null;
  };

  return {
    itemBody,
    reactivationBody,

    async searchItems(realm, search) {
      const { byName, bySku, pageSize, join } = itemSearch(search);
      const rows = page({ page: search.page, pageSize });
      const findMatching = ({ conditions }: TextSearch) =>
        find(realm, `${where(...conditions, isSellable)}orderby Name ${rows}`);
      const [byNameRows, bySkuRows] = await Promise.all([
        findMatching(byName),
        bySku.conditions.length === 0 ? [] : fallbackWhenRefused(() => findMatching(bySku), []),
      ]);
      return join(byNameRows, bySkuRows);
    },

    async itemByName(realm, name) {
      if (!isQueryable(name)) return byNameParts(realm, name);
      try {
        return await byExactName(realm, name);
      } catch (error) {
        if (isQueryable(name, 'ascii') || !isAppError(error, 'quickbooks_refused')) throw error;
        return byNameParts(realm, name, 'ascii');
      }
    },

    async itemNow(realm, itemId) {
      const response = await nullWhenNotFound(() => client.read(realm, 'Item', itemId));
      return response === null ? null : parseBody(itemResponse, response).Item;
    },

    async createItem(realm, body, requestId) {
      const result = await client.create(realm, 'Item', body, requestId);
      return toWriteAnswer(result, (response) => itemResponse.safeParse(response).data?.Item);
    },

    async updateItem(realm, body, requestId) {
      const result = await client.update(realm, 'Item', body, requestId);
      return toChangeAnswer(result, (response) => itemResponse.safeParse(response).data?.Item);
    },

    async bundles(realm, { text, most }) {
      const { conditions, matches } = textSearch('Name', text);
      const isBundle = "Type = 'Group'";
      const clauses = `${where(...conditions, isBundle)}orderby Name ${firstRows(most + 1)}`;
      const found = rowsOf(
        'Item',
        wireBundle,
        await client.find(realm, { entity: 'Item', clauses }),
      );
      const bundles = found.filter(({ name }) => matches(name)).slice(0, most);
      const itemIds = bundles.flatMap(({ parts }) => parts.map(({ itemId }) => itemId));
      const items = await findAll(realm, 'Id', [...new Set(itemIds)]);
      return {
        bundles: bundles.map((bundle) => withItems(bundle, items)),
        more: found.length > most,
      };
    },

    itemsById: (realm, ids) => findAll(realm, 'Id', ids),
    // The form opens without items that cannot be found; the user chooses them.
    itemsByName: (realm, names) =>
      fallbackWhenRefused(
        () =>
          findAll(
            realm,
            'Name',
            names.filter((name) => isQueryable(name)),
          ),
        [],
      ),
  } satisfies Partial<QuickbooksGateway>;
};
