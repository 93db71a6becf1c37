import { type AnyColumn, and, asc, eq, inArray, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { equalsText, isQueryable, storedForms } from '../quickbooks/calls/plain-text.ts';
import { maxRows, textSearch } from '../quickbooks/calls/query.ts';
import type { QuickbooksGateway, Realm } from '../quickbooks/gateway.ts';
import type { QuickbooksCustomer, QuickbooksItem } from '../quickbooks/models.ts';
import { itemSearch } from '../quickbooks/verbs/item-search.ts';
import { names } from './tables.ts';

type Verb =
  | 'searchCustomers'
  | 'customersByEmail'
  | 'customerByName'
  | 'searchItems'
  | 'itemsById'
  | 'itemsByName';

/** Searches for customers and items in one realm; the gateway describes each. */
export type NameReads = {
  [Name in Verb]: QuickbooksGateway[Name] extends (
    realm: Realm,
    ...input: infer Input
  ) => infer Found
    ? (...input: Input) => Found
    : never;
};

/** Customers of one e-mail address that are returned at most, as by the query of QuickBooks. */
const maxByEmail = 100;

type Page = { page: number; pageSize: number };

/** Whether the lower-case column contains the text. */
export const contains = (column: AnyColumn | SQL, part: string): SQL =>
  sql`${column} like ${`%${part.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`;

const lower = (texts: string[]): string[] => [...new Set(texts.map((text) => text.toLowerCase()))];

/**
 * Answers from the mirror what QuickBooks' queries would: the same rows in the same order.
 * `quickbooks/verbs` has these searches for QuickBooks.
 */
export const mirroredNames = (db: Reader, realmKey: RealmKey): NameReads => {
  const ofKind = (kind: 'Customer' | 'Item') =>
    and(inRealm(names, realmKey), eq(names.kind, kind), isNotNull(names.row));
  const isActive = eq(names.active, true);

  const rowsOf = async <Row extends QuickbooksCustomer | QuickbooksItem>(
    condition: SQL | undefined,
    order: AnyColumn,
    { page, pageSize }: Page,
  ): Promise<Row[]> => {
    const rows = await db
      .select({ row: names.row })
      .from(names)
      .where(condition)
      // Ids are numbers, the oldest first.
      .orderBy(asc(order), sql`length(${names.nameId})`, asc(names.nameId))
      .limit(pageSize + 1)
      .offset(page * pageSize);
    return rows.map(({ row }) => row as Row);
  };

  const items = (condition: SQL | undefined, page: Page) =>
    rowsOf<QuickbooksItem>(and(ofKind('Item'), isActive, condition), names.searchedPlainName, page);

  const all: Page = { page: 0, pageSize: maxRows };

  return {
    async searchCustomers({ text, page, pageSize: wanted }) {
      const { parts, exact, matches } = textSearch('FullyQualifiedName', text);
      const pageSize = exact ? wanted : maxRows - 1;
      const found = await rowsOf<QuickbooksCustomer>(
        and(
          ofKind('Customer'),
          isActive,
          ...parts.map((part) => contains(names.searchedName, part)),
        ),
        names.searchedName,
        { page, pageSize },
      );
      const customers = found.slice(0, pageSize).filter(({ name }) => matches(name));
      return { customers, more: found.length > pageSize };
    },

    async customersByEmail(email) {
      if (!isQueryable(email)) return [];
      const isTheirs = eq(names.searchedEmail, email.toLowerCase());
      const page = { page: 0, pageSize: maxByEmail };
      const found = await rowsOf<QuickbooksCustomer>(
        and(ofKind('Customer'), isActive, isTheirs),
        names.searchedEmail,
        page,
      );
      return found.slice(0, maxByEmail);
    },

    async customerByName(name) {
      const forms = isQueryable(name) ? [name] : storedForms(name);
      const found = await db
        .select({ row: names.row, name: names.searchedPlainName })
        .from(names)
        .where(
          and(
            ofKind('Customer'),
            eq(names.deleted, false),
            inArray(names.searchedPlainName, lower(forms)),
          ),
        );
      const named = isQueryable(name) ? found[0] : found.find((one) => equalsText(name)(one.name));
      return (named?.row as QuickbooksCustomer | undefined) ?? null;
    },

    async searchItems({ page, ...search }) {
      const { byName, bySku, pageSize, join } = itemSearch(search);
      const byNameRows = await items(
        and(...byName.parts.map((part) => contains(names.searchedPlainName, part))),
        { page, pageSize },
      );
      const bySkuRows =
        bySku.parts.length === 0
          ? []
          : await items(and(...bySku.parts.map((part) => contains(names.searchedSku, part))), {
              page,
              pageSize,
            });
      return join(byNameRows, bySkuRows);
    },

    itemsById: (itemIds) =>
      itemIds.length === 0 ? Promise.resolve([]) : items(inArray(names.nameId, itemIds), all),

    itemsByName: (itemNames) =>
      itemNames.length === 0
        ? Promise.resolve([])
        : items(inArray(names.searchedPlainName, lower(itemNames)), all),
  };
};
