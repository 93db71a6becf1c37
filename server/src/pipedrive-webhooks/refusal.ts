import { and, eq, isNotNull } from 'drizzle-orm';
import type { Db, Reader } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { makeDue } from '../scheduler/turns.ts';
import { webhooksOf } from './store.ts';
import { pipedriveWebhooks } from './tables.ts';

type Refusal = {
  /** Pipedrive's message; empty when the app lacks the scope. */
  said: string;
  at: number;
  address: string;
  /** The next attempt is due. */
  retrying: boolean;
};

/** Why Pipedrive registered no webhook of the company; null when it has some, or was not asked yet. */
export const refusalOf = async (
  db: Reader,
  companyId: number,
  now: number,
): Promise<Refusal | null> => {
  const row = await webhooksOf(db, companyId);
  if (!row || row.refused === null || row.webhookIds.length > 0) return null;
  const { refused, checkedAt, url, nextAt } = row;
  return { said: refused, at: checkedAt, address: url, retrying: nextAt <= now };
};

/** Makes the job register the refused webhooks now instead of the next day. */
export const registerAgain = (db: Db, companyId: number, now: number): Promise<void> =>
  transact(db, async (tx) => {
    const due = await tx
      .update(pipedriveWebhooks)
      .set({ nextAt: now })
      .where(and(eq(pipedriveWebhooks.companyId, companyId), isNotNull(pipedriveWebhooks.refused)))
      .returning({ companyId: pipedriveWebhooks.companyId });
    if (due.length === 0) return;
    await makeDue(tx, { companyId, realmId: '', job: 'pipedrive_webhooks' }, now, now);
  });
