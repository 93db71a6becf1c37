import type { NumberPattern } from '@dealbill/server/contract/preferences';
import {
  fieldsInPattern,
  type PatternProblem,
  patternProblem,
} from '@dealbill/server/shared/text/number-pattern';

/** The choice of numbers as typed; keeps the pattern while the other choice is made. */
export type TypedNumbers = { kind: 'next' | 'pattern'; pattern: string };

type NumberFields = NumberPattern['fields'];

export const typedNumbers = (saved: NumberPattern | null): TypedNumbers =>
  saved ? { kind: 'pattern', pattern: saved.pattern } : { kind: 'next', pattern: '' };

/** Fields by the names that the saved pattern knows them by, also after they were renamed. */
const fieldsByName = (saved: NumberPattern | null, fields: NumberFields): NumberFields => {
  const renamed = (saved?.fields ?? []).filter(({ field }) =>
    fields.some((one) => one.field === field),
  );
  const names = new Set(renamed.map(({ name }) => name));
  return [...renamed, ...fields.filter(({ name }) => !names.has(name))];
};

/** Why the typed pattern cannot be used; null when it can. */
export const typedProblem = (
  { kind, pattern }: TypedNumbers,
  saved: NumberPattern | null,
  fields: NumberFields,
): PatternProblem | null => {
  if (kind === 'next') return null;
  return patternProblem(
    pattern,
    fieldsByName(saved, fields).map(({ name }) => name),
  );
};

/**
 * The setting that was typed; undefined when it cannot be used. A saved pattern stays as it is, so
 * that a field deleted in Pipedrive does not keep other settings from being saved.
 */
export const numberPatternOf = (
  typed: TypedNumbers,
  saved: NumberPattern | null,
  fields: NumberFields,
): NumberPattern | null | undefined => {
  if (typed.kind === 'next') return null;
  const pattern = typed.pattern.trim();
  if (pattern === saved?.pattern) return saved;
  if (typedProblem(typed, saved, fields)) return undefined;
  const names = fieldsInPattern(pattern);
  return {
    pattern,
    fields: fieldsByName(saved, fields).filter(({ name }) => names.includes(name)),
  };
};
