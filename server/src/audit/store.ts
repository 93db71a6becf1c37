import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../db/database.ts';
import { inRealm } from '../db/realm.ts';
import { auditEntries } from './tables.ts';

export type AuditEntry = Omit<typeof auditEntries.$inferInsert, 'id'>;

/** All actions on an invoice, which its history shows. */
export const invoiceEntries = auditEntries.action.enumValues.filter((action) =>
  action.startsWith('invoice_'),
);

/** Writes one entry. Call it in the transaction of the recorded change. */
export const writeAudit = async (tx: Tx, entry: AuditEntry): Promise<void> => {
  await tx.insert(auditEntries).values(entry);
};

/** The user's name from the last install; still known after the user has uninstalled. */
const nameOfUser = sql<string | null>`(select named.subject from audit_entries named
  where named.company_id = audit_entries.company_id and named.user_id = audit_entries.user_id
    and named.action = 'installed' order by named.id desc limit 1)`;

const mostEntries = 100;

/**
 * Returns the latest 100 entries of these actions on one subject in a realm, newest first, with the
 * names of the users; empty for an unknown name.
 */
export const entriesAbout = async (
  db: Reader,
  of: { companyId: number; realmId: string; subject: string; actions: AuditEntry['action'][] },
) => {
  const entries = await db
    .select({
      at: auditEntries.at,
      who: nameOfUser,
      action: auditEntries.action,
      details: auditEntries.details,
    })
    .from(auditEntries)
    .where(
      and(
        inRealm(auditEntries, of),
        eq(auditEntries.subject, of.subject),
        inArray(auditEntries.action, of.actions),
      ),
    )
    .orderBy(desc(auditEntries.at), desc(auditEntries.id))
    .limit(mostEntries);
  return entries.map(({ who, ...entry }) => ({ ...entry, who: who ?? '' }));
};
