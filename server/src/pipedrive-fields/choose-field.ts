import { AppError } from '../app-error.ts';
import type { Ctx } from '../context.ts';
import type { Field } from '../pipedrive/gateway.ts';
import type { RecordFact } from './contract.ts';
import {
  hasOptions,
  isSuitable,
  missingLabels,
  newFieldOf,
  type OptionIds,
  optionIdsOf,
} from './field-types.ts';
import type { FieldRow } from './store.ts';

type Chosen = Pick<FieldRow, 'of' | 'name' | 'fieldCode' | 'fieldName' | 'options'>;

/** Returns an existing field to write a fact to. Throws not_found, not_possible (another type). */
export const useField = async (ctx: Ctx, fact: RecordFact, code: string): Promise<Chosen> => {
  const fields = await ctx.pipedrive.fields(ctx, fact.of);
  const field = fields.find((one) => one.code === code);
  if (!field) throw new AppError('not_found');
  if (!isSuitable(fact.name, field)) throw new AppError('not_possible');
  return toChosen(ctx, fact, field);
};

/**
 * Creates a field for a fact. An unused field of the same name and type is taken instead: an earlier
 * creation may have succeeded although its response was lost.
 */
export const createField = async (
  ctx: Ctx,
  fact: RecordFact,
  usedCodes: string[],
): Promise<Chosen> => {
  const existing = await findOwn(ctx, fact, usedCodes);
  if (existing) return toChosen(ctx, fact, existing);
  const created = await ctx.pipedrive.createField(ctx, fact.of, newFieldOf(fact.name));
  const field = created.kind === 'done' ? created.field : await findOwn(ctx, fact, usedCodes);
  if (!field) throw new AppError('pipedrive_unavailable');
  return toChosen(ctx, fact, field);
};

const findOwn = async (
  ctx: Ctx,
  { of, name }: RecordFact,
  usedCodes: string[],
): Promise<Field | undefined> => {
  const wanted = newFieldOf(name);
  const fields = await ctx.pipedrive.fields(ctx, of);
  return fields.find(
    (field) =>
      field.custom &&
      field.name === wanted.name &&
      field.type === wanted.type &&
      !usedCodes.includes(field.code),
  );
};

const toChosen = async (ctx: Ctx, fact: RecordFact, field: Field): Promise<Chosen> => ({
  ...fact,
  fieldCode: field.code,
  fieldName: field.name,
  options: hasOptions(fact.name) ? await completeOptions(ctx, fact, field) : null,
});

/** Option ids of all values of the fact; adds the options that the field lacks. */
const completeOptions = async (
  ctx: Ctx,
  { of, name }: RecordFact,
  field: Field,
): Promise<OptionIds> => {
  const existing = optionIdsOf(name, field);
  const missing = missingLabels(name, existing);
  if (missing.length === 0) return existing;
  const added = await ctx.pipedrive.addFieldOptions(ctx, of, field.code, missing);
  const options = optionIdsOf(name, { options: [...field.options, ...added] });
  if (missingLabels(name, options).length > 0) throw new AppError('pipedrive_unavailable');
  return options;
};
