import { decimalText } from '../pipedrive/decimal-text.ts';
import type { Field } from '../pipedrive/gateway.ts';
import { cleanLines, cleanName } from '../shared/text/clean-text.ts';
import { addressText } from './address-text.ts';

/** Returns the name of an organization or person that a field refers to; empty when not visible. */
export type NameOf = (kind: 'organization' | 'person', id: number) => Promise<string>;

/**
 * Converts the value of a field, in the shapes of Pipedrive's REST API v2 (custom fields), to text.
 * Empty when the value is not set or has an unknown shape.
 */
export const fieldText = async (field: Field, value: unknown, nameOf: NameOf): Promise<string> => {
  if (value === null || value === undefined) return '';
  switch (field.type) {
    case 'address':
      return addressText(value);
    case 'enum':
    case 'set':
      return labels(field, value);
    case 'monetary':
      return amount(value);
    case 'daterange':
    case 'timerange':
      return range(value);
    case 'org':
      return referred('organization', value, nameOf);
    case 'people':
      return referred('person', value, nameOf);
    default:
      return plain(value);
  }
};

type Shape = Record<string, unknown>;

const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null;

/**
 * Reads text, a number, `{ value }`, or a list (e-mails, phones): its primary entry, or else its
 * first that is not empty.
 */
const plain = (value: unknown): string => {
  if (typeof value === 'string') return cleanLines(value).trim();
  if (typeof value === 'number') return decimalText(value) ?? '';
  if (Array.isArray(value)) {
    const primary = value.find((one) => isShape(one) && one.primary === true);
    return [primary, ...value].map((one) => plain(one ?? '')).find((text) => text !== '') ?? '';
  }
  return isShape(value) ? plain(value.value ?? '') : '';
};

const labels = (field: Field, value: unknown): string => {
  const ids = (Array.isArray(value) ? value : [value]).map((one) => (isShape(one) ? one.id : one));
  return ids
    .flatMap((id) => field.options.filter((option) => String(option.id) === String(id)))
    .map((option) => option.label)
    .join(', ');
};

const amount = (value: unknown): string => {
  if (!isShape(value)) return plain(value);
  return [plain(value.value), plain(value.currency ?? '')].filter(Boolean).join(' ');
};

const range = (value: unknown): string => {
  if (!isShape(value)) return plain(value);
  return [plain(value.value), plain(value.until)].filter(Boolean).join(' – ');
};

const referred = async (
  kind: 'organization' | 'person',
  value: unknown,
  nameOf: NameOf,
): Promise<string> => {
  if (isShape(value) && typeof value.name === 'string') return cleanName(value.name);
  const id = Number(isShape(value) ? (value.id ?? value.value) : value);
  return Number.isInteger(id) && id > 0 ? nameOf(kind, id) : '';
};
