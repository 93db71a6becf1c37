import type { Field } from '../world/rows.ts';

const datePattern = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Checks a value written to a custom field; returns what was expected instead, or null when it is
 * accepted. Null clears a field of any type; an empty list does not.
 * https://developers.pipedrive.com/docs/api/v1/openapi-v2.yaml
 */
export function wrongValue(field: Field, value: unknown): string | null {
  if (value === null) return null;
  return rules[field.field_type]?.(value, field) ?? null;
}

type Rule = (value: unknown, field: Field) => string | null;

const expected = (type: string, what: string) => `Expected '${type}' as value for ${what}`;

const text =
  (longest: number): Rule =>
  (value) => {
    if (typeof value !== 'string') return expected('string', 'text field');
    return value.length > longest ? `Text is longer than ${longest} characters` : null;
  };

const whole =
  (what: string): Rule =>
  (value) =>
    Number.isInteger(value) ? null : expected('number', what);

const isDate = (value: unknown): boolean =>
  typeof value === 'string' &&
  datePattern.test(value) &&
  new Date(value).toJSON()?.startsWith(value) === true;

/** An object whose `value` passes the check; other parts are not checked. */
const object =
  (what: string, isValue: (value: unknown) => boolean): Rule =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return expected('object', what);
    }
    return isValue((value as { value?: unknown }).value) ? null : `Invalid value of ${what}`;
  };

const hasOption = (field: Field, id: unknown): boolean =>
  field.options?.some((option) => option.id === id) ?? false;

const isText = (value: unknown): boolean => typeof value === 'string';

const rules: Record<string, Rule> = {
  varchar: text(255),
  varchar_auto: text(255),
  phone: text(255),
  text: text(65_535),
  double: (value) => (typeof value === 'number' ? null : expected('number', 'numeric field')),
  date: (value) => (isDate(value) ? null : expected('date', 'date field')),
  monetary: (value, field) =>
    object('monetary field', (amount) => typeof amount === 'number')(value, field) ??
    (/^[A-Z]{3}$/.test(String((value as { currency?: unknown }).currency))
      ? null
      : 'A monetary field needs a currency'),
  enum: (value, field) => {
    if (typeof value !== 'number') return expected('number', 'single option field');
    return hasOption(field, value) ? null : `Option ${value} does not exist`;
  },
  set: (value, field) => {
    if (!Array.isArray(value)) return expected('array', 'multiple option field');
    if (value.length === 0) return 'Use null to clear a multiple option field';
    return value.every((id) => hasOption(field, id)) ? null : 'An option does not exist';
  },
  user: whole('user field'),
  org: whole('organization field'),
  people: whole('person field'),
  daterange: object('date range field', isDate),
  time: object('time field', isText),
  timerange: object('time range field', isText),
  address: object('address field', isText),
};
