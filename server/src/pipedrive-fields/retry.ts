import type { Ctx } from '../context.ts';
import type { RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import type { RecordFact, RecordKind } from './contract.ts';
import { markRecord } from './dirty-records.ts';
import { fieldRows, resumeField } from './store.ts';
import { problemOf } from './update-record.ts';

/**
 * Checks in Pipedrive whether a stopped field can be written again, and resumes it then. False
 * while it cannot. Throws the errors of Pipedrive calls.
 */
export const retryField = async (
  ctx: Ctx,
  realmKey: RealmKey,
  { of, name }: RecordFact,
): Promise<boolean> => {
  const rows = await fieldRows(ctx.db, ctx.companyId);
  const row = rows.find((one) => one.of === of && one.name === name);
  if (!row) return true;
  if (problemOf(row, await ctx.pipedrive.fields(ctx, of)) !== null) return false;
  await resumeField(ctx.db, realmKey, row, ctx.clock.now());
  return true;
};

/** Updates the fields of a refused record again in the background. */
export const retryRecord = (
  { db, clock }: Pick<Ctx, 'db' | 'clock'>,
  realmKey: RealmKey,
  record: { of: RecordKind; recordId: number },
): Promise<void> => transact(db, (tx) => markRecord(tx, realmKey, record, clock.now()));
