import { AppError } from '../app-error.ts';
import type { Ctx } from '../context.ts';
import type { Field } from '../pipedrive/gateway.ts';
import type { DealFact } from './contract.ts';
import {
  isSuitable,
  missingLabels,
  newFieldOf,
  type StatusOptions,
  statusLabels,
  statusOptionsOf,
} from './field-types.ts';
import type { FieldRow } from './store.ts';

type Chosen = Pick<FieldRow, 'name' | 'fieldCode' | 'fieldName' | 'options'>;

/** Returns an existing field to write a fact to. Throws not_found, not_possible (another type). */
export const useField = async (ctx: Ctx, name: DealFact, code: string): Promise<Chosen> => {
  const fields = await ctx.pipedrive.fields(ctx, 'deal');
  const field = fields.find((one) => one.code === code);
  if (!field) throw new AppError('not_found');
  if (!isSuitable(name, field)) throw new AppError('not_possible');
  return toChosen(ctx, name, field);
};

/**
 * Creates a field for a fact. An unused field of the same name and type is taken instead: an earlier
 * creation may have succeeded although its response was lost.
 */
export const createField = async (
  ctx: Ctx,
  name: DealFact,
  usedCodes: string[],
): Promise<Chosen> => {
  const existing = await findOwn(ctx, name, usedCodes);
  if (existing) return toChosen(ctx, name, existing);
  const options = name === 'status' ? Object.values(statusLabels) : [];
  const created = await ctx.pipedrive.createDealField(ctx, { ...newFieldOf(name), options });
  const field = created.kind === 'done' ? created.field : await findOwn(ctx, name, usedCodes);
  if (!field) throw new AppError('pipedrive_unavailable');
  return toChosen(ctx, name, field);
};

const findOwn = async (
  ctx: Ctx,
  name: DealFact,
  usedCodes: string[],
): Promise<Field | undefined> => {
  const wanted = newFieldOf(name);
  const fields = await ctx.pipedrive.fields(ctx, 'deal');
  return fields.find(
    (field) =>
      field.custom &&
      field.name === wanted.name &&
      field.type === wanted.type &&
      !usedCodes.includes(field.code),
  );
};

const toChosen = async (ctx: Ctx, name: DealFact, field: Field): Promise<Chosen> => ({
  name,
  fieldCode: field.code,
  fieldName: field.name,
  options: name === 'status' ? await completeOptions(ctx, field) : null,
});

/** Option ids of all statuses; adds the options that the field lacks. */
const completeOptions = async (ctx: Ctx, field: Field): Promise<StatusOptions> => {
  const missing = missingLabels(statusOptionsOf(field));
  if (missing.length === 0) return statusOptionsOf(field);
  const added = await ctx.pipedrive.addDealFieldOptions(ctx, field.code, missing);
  const options = statusOptionsOf({ options: [...field.options, ...added] });
  if (missingLabels(options).length > 0) throw new AppError('pipedrive_unavailable');
  return options;
};
