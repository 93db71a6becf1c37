import * as z from 'zod';
import { AppError } from '../../app-error.ts';
import { Big, type Decimal, money } from '../../shared/money/money.ts';

const isText = (value: unknown): value is string | number =>
  typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));

// Plain functions for the fields of lines: an invoice can have 750, and zod takes 12 microseconds
// per field.

/** Reads a JSON number or numeric text; null for anything else. */
export const readDecimal = (value: unknown): Big | null => {
  if (!isText(value)) return null;
  return typeof value === 'number' || /^-?\d+(\.\d+)?$/.test(value) ? new Big(value) : null;
};

export const decimal = z.unknown().optional().transform(readDecimal);

/** Reads text or a number as text; null for anything else. */
export const readText = (value: unknown): string | null => (isText(value) ? String(value) : null);

export const text = z.unknown().optional().transform(readText);

export const isBody = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const flag = z.boolean().nullish().catch(null);

/** An id as text; rejects null, which `z.coerce.string()` would turn into "null". */
export const id = z.union([z.string(), z.number()]).transform(String).pipe(z.string().min(1));

/** Reads a reference `{ value, name }`; null without a value. */
export const readRef = (raw: unknown): { value: string; name: string | null } | null => {
  const value = isBody(raw) ? readText(raw.value) : null;
  return isBody(raw) && value ? { value, name: readText(raw.name) } : null;
};

export const ref = z.unknown().optional().transform(readRef);

/** Postal address; QuickBooks may return other lines than were sent. */
export const address = z
  .object({
    Line1: text,
    Line2: text,
    Line3: text,
    Line4: text,
    Line5: text,
    City: text,
    CountrySubDivisionCode: text,
    PostalCode: text,
    Country: text,
  })
  .partial()
  .nullish()
  .catch(null)
  .transform((parts) => parts ?? {});

export type Address = z.output<typeof address>;

/** Money text; an absent amount is zero. */
export const amount = (value: Big | null): Decimal => money(value ?? new Big(0));

/** Parses a response body; throws `AppError` quickbooks_unavailable when it has another shape. */
export const parseBody = <T>(schema: z.ZodType<T>, body: unknown): T => {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new AppError('quickbooks_unavailable');
  return parsed.data;
};

/** Parses the rows of a query response; the key is absent when there are none. */
export const rowsOf = <T>(entity: string, row: z.ZodType<T>, body: unknown): T[] => {
  const queryResponse = z.object({ QueryResponse: z.record(z.string(), z.unknown()) });
  const rows = parseBody(queryResponse, body).QueryResponse[entity] ?? [];
  return parseBody(z.array(row), rows);
};

/** Compares enum values: QuickBooks uses both `EMAIL_SENT` and `EmailSent`. */
export const sameEnum = (value: string | null, expected: string): boolean =>
  (value ?? '').replaceAll('_', '').toLowerCase() === expected.toLowerCase();
