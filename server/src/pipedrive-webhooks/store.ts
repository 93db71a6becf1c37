import { eq } from 'drizzle-orm';
import type { Db, Reader } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { pipedriveWebhooks } from './tables.ts';

export type WebhooksRow = typeof pipedriveWebhooks.$inferSelect;

export const webhooksOf = async (db: Reader, companyId: number): Promise<WebhooksRow | null> => {
  const [row] = await db
    .select()
    .from(pipedriveWebhooks)
    .where(eq(pipedriveWebhooks.companyId, companyId))
    .limit(1);
  return row ?? null;
};

/** The webhooks that deliver with this user name; it names the company. */
export const webhooksWithCredential = async (
  db: Reader,
  credential: string,
): Promise<WebhooksRow | null> => {
  const [row] = await db
    .select()
    .from(pipedriveWebhooks)
    .where(eq(pipedriveWebhooks.credential, credential))
    .limit(1);
  return row ?? null;
};

export const saveWebhooks = (db: Db, row: WebhooksRow): Promise<void> =>
  transact(db, async (tx) => {
    await tx
      .insert(pipedriveWebhooks)
      .values(row)
      .onConflictDoUpdate({ target: pipedriveWebhooks.companyId, set: row });
  });

export const forgetWebhooks = (db: Db, companyId: number): Promise<void> =>
  transact(db, async (tx) => {
    await tx.delete(pipedriveWebhooks).where(eq(pipedriveWebhooks.companyId, companyId));
  });
