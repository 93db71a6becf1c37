import { AppError } from '../app-error.ts';
import type { Ctx } from '../context.ts';
import type { DealWithFields, Field } from '../pipedrive/gateway.ts';
import { wrong } from '../shared/checks/field-problems.ts';
import { fieldsInPattern, patternProblem } from '../shared/text/number-pattern.ts';
import { fieldsOf } from './cached-fields.ts';
import type { NumberPattern } from './contract.ts';
import { partiesOf } from './deal-parties.ts';
import { fieldText } from './field-text.ts';
import { fieldOf, recordValue } from './mappable-fields.ts';
import { readPreferences } from './store.ts';

/** Types of Pipedrive fields that are short enough for a number. */
const usable = new Set(['varchar', 'varchar_auto', 'varchar_options', 'double', 'int', 'enum']);

/** Custom fields of deals that a pattern can name; the first of several with the same name. */
export const numberFieldsOf = (dealFields: Field[]): NumberPattern['fields'] => {
  const named = dealFields
    .filter(({ custom, type }) => custom && usable.has(type))
    .map(({ code, name }) => ({ name: name.trim(), field: code }))
    // A name with braces, or of another placeholder, cannot be written in a pattern.
    .filter(({ name }) => fieldsInPattern(`{${name}}`)[0] === name);
  return named.filter(
    ({ name }, index) => named.findIndex((other) => other.name === name) === index,
  );
};

/** Throws invalid_input when the pattern cannot be used, or names a field without a code. */
export const checkPattern = (numbers: NumberPattern | null): void => {
  if (!numbers) return;
  const known = numbers.fields.map(({ name }) => name);
  if (patternProblem(numbers.pattern, known) === null) return;
  const fields = wrong('numberPattern.pattern', 'refused');
  throw new AppError('invalid_input', { fields });
};

/** Texts of the deal's fields that the pattern names; null for fields deleted in Pipedrive. */
export const patternFieldTexts = async (
  ctx: Ctx,
  deal: DealWithFields,
  { pattern, fields }: NumberPattern,
): Promise<Record<string, string | null>> => {
  const names = fieldsInPattern(pattern);
  if (names.length === 0) return {};
  const { nameOf } = partiesOf(ctx, deal);
  const texts = names.map(async (name): Promise<[string, string | null]> => {
    const code = fields.find((field) => field.name === name)?.field ?? '';
    const field = await dealField(ctx, code);
    return [name, field ? await fieldText(field, recordValue(deal.fields, code), nameOf) : null];
  });
  return Object.fromEntries(await Promise.all(texts));
};

/** Reads the fields again when the preferences were saved after they were cached. */
const dealField = async (ctx: Ctx, code: string): Promise<Field | undefined> => {
  const cached = fieldOf(await fieldsOf(ctx, 'deal'), code);
  if (cached) return cached;
  const since = (await readPreferences(ctx.db, ctx.companyId))?.savedAt ?? 0;
  return fieldOf(await fieldsOf(ctx, 'deal', { since }), code);
};
