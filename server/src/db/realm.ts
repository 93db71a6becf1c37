import { and, eq, type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { AnyColumn } from './schema-kit.ts';

/** A company of Pipedrive and the realm that its rows belong to. */
export type RealmKey = { companyId: number; realmId: string };

type Placeholders = { companyId: Placeholder; realmId: Placeholder };

/** Placeholders for prepared statements with the values `companyId` and `realmId`. */
export const anyRealm: Placeholders = {
  companyId: sql.placeholder('companyId'),
  realmId: sql.placeholder('realmId'),
};

/** Restricts a query to one company and realm. Every query of such a table begins with it. */
export const inRealm = (
  table: { companyId: AnyColumn; realmId: AnyColumn },
  { companyId, realmId }: RealmKey | Placeholders,
): SQL | undefined => and(eq(table.companyId, companyId), eq(table.realmId, realmId));
