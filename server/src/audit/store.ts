import type { Db } from '../db/open-database.ts';
import { auditEntries } from './tables.ts';

export type AuditEntry = Omit<typeof auditEntries.$inferInsert, 'id'>;

/** Writes one entry; inside a transaction when `db` is one. */
export const writeAudit = (db: Pick<Db, 'insert'>, entry: AuditEntry): void => {
  db.insert(auditEntries).values(entry).run();
};
