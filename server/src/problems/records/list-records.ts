import { and, inArray, sql } from 'drizzle-orm';
import * as z from 'zod';
import { AppError } from '../../app-error.ts';
import { iso } from '../../clock.ts';
import { ownedConnection } from '../../connection/invoice-access.ts';
import type { Ctx } from '../../context.ts';
import type { Reader } from '../../db/database.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import { dealInvoices, invoices } from '../../invoices/tables.ts';
import type { Output, Parsed } from '../../shared/contract/contract.ts';
import { type problems, recordKinds } from '../contract.ts';
import { nameRecords } from '../name-records.ts';
import { namedInvoices } from '../store.ts';
import { fieldRecords } from './field-records.ts';
import { operationRecords } from './operation-records.ts';
import { readRecords } from './read-records.ts';
import { afterCursor, type Cursor, type FoundRecord, type Numbered } from './record-source.ts';

type Records = (typeof problems)['records'];

const recordSources = [operationRecords, readRecords, fieldRecords];

const pageSize = 50;

/** Invoices that a search by number considers. */
const mostNumbered = 100;

/** Lists what was synchronized, the latest first. Throws not_owner and invalid_input. */
export const listRecords = async (ctx: Ctx, input: Parsed<Records>): Promise<Output<Records>> => {
  const { realmId } = await ownedConnection(ctx);
  const realmKey = { companyId: ctx.companyId, realmId };
  const { rows, ...page } = await latestRecords(ctx.db, realmKey, input);
  return { ...page, rows: await describe(ctx, realmKey, rows) };
};

/** Merges the latest records of all sources. Throws `AppError` invalid_input. */
export const latestRecords = async (
  db: Reader,
  realmKey: RealmKey,
  input: Parsed<Records>,
): Promise<Omit<Output<Records>, 'rows'> & { rows: FoundRecord[] }> => {
  const cursor = input.cursor === null ? null : parsedCursor(input.cursor);
  const kinds = input.kinds.length > 0 ? input.kinds : recordKinds;
  const number = input.number.trim();
  const numbered = number === '' ? null : await findNumbered(db, realmKey, number);
  const lists = await Promise.all(
    recordSources.map(async (source, index) => {
      const ofSource = source.kinds.filter((kind) => kinds.includes(kind));
      if (ofSource.length === 0) return [];
      const after = afterCursor(cursor, index);
      const query = { realmKey, kinds: ofSource, states: input.states, numbered, after };
      const found = await source.list(db, { ...query, limit: pageSize + 1 });
      return found.map((record) => ({ record, index }));
    }),
  );
  // Stable: records of the same time stay in the order of their sources and keys.
  const all = lists.flat().sort((one, other) => other.record.at - one.record.at);
  const page = all.slice(0, pageSize);
  const last = all.length > pageSize ? page.at(-1) : undefined;
  return {
    rows: page.map(({ record }) => record),
    next: last ? JSON.stringify([last.record.at, last.index, last.record.key]) : null,
    narrow: numbered !== null && numbered.invoiceIds.length >= mostNumbered,
  };
};

const cursorText = z.tuple([z.int(), z.int(), z.string()]);

const parsedCursor = (text: string): Cursor => {
  try {
    const [at, source, key] = cursorText.parse(JSON.parse(text));
    return { at, source, key };
  } catch {
    throw new AppError('invalid_input');
  }
};

const findNumbered = async (db: Reader, realmKey: RealmKey, number: string): Promise<Numbered> => {
  const pattern = `%${number.toLowerCase().replace(/[\\%_]/g, String.raw`\$&`)}%`;
  const found = await db
    .select({ invoiceId: invoices.invoiceId })
    .from(invoices)
    .where(
      and(inRealm(invoices, realmKey), sql`lower(${invoices.number}) like ${pattern} escape '\\'`),
    )
    .limit(mostNumbered);
  const invoiceIds = found.map(({ invoiceId }) => invoiceId);
  if (invoiceIds.length === 0) return { invoiceIds, dealIds: [] };
  const links = await db
    .selectDistinct({ dealId: dealInvoices.dealId })
    .from(dealInvoices)
    .where(and(inRealm(dealInvoices, realmKey), inArray(dealInvoices.invoiceId, invoiceIds)))
    .limit(mostNumbered);
  return { invoiceIds, dealIds: links.map(({ dealId }) => dealId) };
};

const describe = async (
  ctx: Ctx,
  realmKey: RealmKey,
  page: FoundRecord[],
): Promise<Output<Records>['rows']> => {
  const invoiceIds = page.flatMap(({ invoiceId }) => invoiceId ?? []);
  const named = await namedInvoices(ctx.db, realmKey, invoiceIds);
  const records = await nameRecords(ctx, page);
  return page.map(({ key, at, invoiceId, dealId, party, ...record }) => ({
    ...record,
    id: `${record.kind}:${key}`,
    at: iso(at),
    invoice: (invoiceId !== null && named.get(invoiceId)) || null,
    deal: dealId === null ? null : records.deal(dealId),
    party: party && records.party(party),
  }));
};
