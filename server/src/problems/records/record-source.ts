import { and, eq, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Reader } from '../../db/database.ts';
import type { RealmKey } from '../../db/realm.ts';
import type { AnyColumn } from '../../db/schema-kit.ts';
import type { PartyRef } from '../../pipedrive/party-check.ts';
import type { RecordKind, RecordState, SyncRecord } from '../contract.ts';

/** Invoices that a search by number found, and the deals they are linked to. */
export type Numbered = { invoiceIds: string[]; dealIds: number[] };

export type RecordQuery = {
  realmKey: RealmKey;
  kinds: readonly RecordKind[];
  states: readonly RecordState[];
  /** Null without a search. */
  numbered: Numbered | null;
  /** Condition of the rows after the page before. */
  after(at: AnyColumn, key: AnyColumn | SQL): SQL | undefined;
  limit: number;
};

/** A record as its source finds it; `at` is in epoch milliseconds. */
export type FoundRecord = Omit<SyncRecord, 'at' | 'invoice' | 'deal' | 'party' | 'id'> & {
  at: number;
  key: string;
  invoiceId: string | null;
  dealId: number | null;
  party: PartyRef | null;
};

export type RecordSource = {
  kinds: readonly RecordKind[];
  /** Finds at most `limit` records, the latest first and then by key. */
  list(db: Reader, query: RecordQuery): Promise<FoundRecord[]>;
};

/** Position after a record: its time, the index of its source, and its key. */
export type Cursor = { at: number; source: number; key: string };

/** Records of the same time are in the order of the sources, then of their keys. */
export const afterCursor =
  (cursor: Cursor | null, source: number): RecordQuery['after'] =>
  (at, key) => {
    if (!cursor) return undefined;
    if (source < cursor.source) return lt(at, cursor.at);
    if (source > cursor.source) return lte(at, cursor.at);
    return or(lt(at, cursor.at), and(eq(at, cursor.at), sql`${key} > ${cursor.key}`));
  };
