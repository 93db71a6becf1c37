import { isAppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import type { Refusal } from '../pipedrive/gateway.ts';
import { checkBeforeSending } from '../vendor-calls/before-sending.ts';
import type { FieldProblem } from './contract.ts';
import { type DirtyRecord, isMarkedAsRead } from './dirty-records.ts';
import { isSuitable } from './field-types.ts';
import { changedValues } from './field-values.ts';
import { factsOfRecord } from './record-facts.ts';
import {
  type FieldRow,
  fieldRows,
  forgetRecord,
  recordUnchanged,
  recordWritten,
  stopField,
  writtenTo,
} from './store.ts';

/** Whose permission in Pipedrive is used. */
type Writer = Dependencies & { companyId: number; userId: number };

/**
 * Compares the invoices of a record with what was last written to its fields, and writes the
 * differences in one call. Throws what the gateway throws while Pipedrive cannot be reached; the
 * record then stays marked.
 */
export const updateRecord = async (ctx: Writer, record: DirtyRecord): Promise<void> => {
  const { db, clock } = ctx;
  const written = await writtenTo(db, record);
  const { facts, overdueAt } = await factsOfRecord(ctx, record.realmId, record);
  let refusal: Refusal | null = null;
  const refusedCodes = new Set<string>();
  for (;;) {
    const fields = (await writtenFields(ctx, record)).filter(
      ({ fieldCode }) => !refusedCodes.has(fieldCode),
    );
    const values = changedValues(fields, facts, written);
    const at = clock.now();
    const failure = refusal && { reason: 'refused' as const, said: refusal.said, at };
    if (Object.keys(values).length === 0) {
      if (!failure) return recordUnchanged(db, record, overdueAt);
      return recordWritten(db, record, { written, failure, writtenAt: at }, overdueAt);
    }
    const answer = await send(ctx, record, values);
    if (answer === 'gone') return forgetRecord(db, record);
    if (answer === 'forbidden') {
      const forbidden = { reason: 'forbidden' as const, said: '', at };
      return recordWritten(db, record, { written, failure: forbidden, writtenAt: at }, overdueAt);
    }
    if (answer === 'done') {
      const all = { ...written, ...values };
      return recordWritten(db, record, { written: all, failure, writtenAt: at }, overdueAt);
    }
    // A stopped field is left out of the next round; another refused value only for this record.
    if (await stopFieldsWithProblem(ctx, record, fields)) continue;
    refusal = answer;
    for (const code of answer.codes.length > 0 ? answer.codes : Object.keys(values)) {
      refusedCodes.add(code);
    }
  }
};

const writtenFields = async (
  { db, companyId }: Writer,
  record: Pick<DirtyRecord, 'of'>,
): Promise<FieldRow[]> =>
  (await fieldRows(db, companyId)).filter(
    ({ of, enabled, problem }) => of === record.of && enabled && problem === null,
  );

const send = async (
  ctx: Writer,
  record: DirtyRecord,
  values: Record<string, unknown>,
): Promise<'done' | 'gone' | 'forbidden' | Refusal> => {
  try {
    // Another process may have written newer values while this one waited for a permit or token.
    const answer = await checkBeforeSending(
      () => isMarkedAsRead(ctx.db, record),
      () => ctx.pipedrive.setFields(ctx, record.of, record.recordId, values),
    );
    return answer.kind === 'done' ? 'done' : answer;
  } catch (error) {
    if (isAppError(error, 'deal_not_found', 'not_found')) return 'gone';
    if (isAppError(error, 'pipedrive_forbidden')) return 'forbidden';
    throw error;
  }
};

/** Stops the fields that were deleted or changed in Pipedrive; false when there are none. */
const stopFieldsWithProblem = async (
  ctx: Writer,
  { realmId, of }: DirtyRecord,
  fields: FieldRow[],
): Promise<boolean> => {
  const existing = await ctx.pipedrive.fields(ctx, of);
  const stopped = fields.flatMap((row) => {
    const problem = problemOf(row, existing);
    return problem ? [{ row, problem }] : [];
  });
  for (const { row, problem } of stopped)
    await stopField(ctx.db, realmId, row, problem, ctx.clock.now());
  return stopped.length > 0;
};

/** Why a chosen field cannot be written; null when it can. */
export const problemOf = (
  { name, fieldCode, options }: Pick<FieldRow, 'name' | 'fieldCode' | 'options'>,
  existing: Awaited<ReturnType<Writer['pipedrive']['fields']>>,
): FieldProblem | null => {
  const field = existing.find(({ code }) => code === fieldCode);
  if (!field) return 'deleted';
  if (!isSuitable(name, field)) return 'wrong_type';
  const optionIds = new Set(field.options.map(({ id }) => id));
  return Object.values(options ?? {}).every((id) => optionIds.has(id)) ? null : 'options_missing';
};
