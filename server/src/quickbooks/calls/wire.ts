import * as z from 'zod';
import { AppError } from '../../app-error.ts';
import { Big, type Decimal, money } from '../../shared/money/money.ts';

const isText = (value: unknown): value is string | number =>
  typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));

// Plain functions for what stands on every line: an invoice can have 750, and zod takes 12 microseconds each.

/** A JSON number, or its text; anything else counts as absent, as does null. */
export const readDecimal = (value: unknown): Big | null => {
  if (!isText(value)) return null;
  return typeof value === 'number' || /^-?\d+(\.\d+)?$/.test(value) ? new Big(value) : null;
};

export const decimal = z.unknown().optional().transform(readDecimal);

/** Text that may be missing. */
export const readText = (value: unknown): string | null => (isText(value) ? String(value) : null);

export const text = z.unknown().optional().transform(readText);

export const isBody = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const flag = z.boolean().nullish().catch(null);

/** QuickBooks' ids are text; null is none, and not the word. */
export const id = z.union([z.string(), z.number()]).transform(String).pipe(z.string().min(1));

/** `{ value, name }`; only the value tells. */
export const readRef = (told: unknown): { value: string; name: string | null } | null => {
  const value = isBody(told) ? readText(told.value) : null;
  return isBody(told) && value ? { value, name: readText(told.name) } : null;
};

export const ref = z.unknown().optional().transform(readRef);

/** Postal address; QuickBooks may give back other lines than it was given. */
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

/** What QuickBooks left out is zero. */
export const amount = (value: Big | null): Decimal => money(value ?? new Big(0));

/** A part of an answer that cannot be read is an answer that did not come. */
export const readable = <T>(schema: z.ZodType<T>, body: unknown): T => {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new AppError('quickbooks_unavailable');
  return parsed.data;
};

/** The rows of a query's answer; QuickBooks leaves the key out when there are none. */
export const rowsOf = <T>(entity: string, row: z.ZodType<T>, body: unknown): T[] => {
  const answer = z.object({ QueryResponse: z.record(z.string(), z.unknown()) });
  const rows = readable(answer, body).QueryResponse[entity] ?? [];
  return readable(z.array(row), rows);
};

/** `EMAIL_SENT` and `EmailSent` are one: both spellings were seen. */
export const same = (value: string | null, expected: string): boolean =>
  (value ?? '').replaceAll('_', '').toLowerCase() === expected.toLowerCase();
