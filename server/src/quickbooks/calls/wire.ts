import * as z from 'zod';
import { AppError } from '../../app-error.ts';
import { Big, type Decimal, money } from '../../shared/money.ts';

/** A JSON number, or its text; anything else counts as absent, as does null. */
export const decimal = z
  .union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)])
  .nullish()
  .catch(null)
  .transform((value): Big | null =>
    value === null || value === undefined ? null : new Big(value),
  );

/** Text that may be missing. */
export const text = z
  .union([z.string(), z.number()])
  .nullish()
  .catch(null)
  .transform((value) => (value === null || value === undefined ? null : String(value)));

export const flag = z.boolean().nullish().catch(null);

/** QuickBooks' ids are text; null is none, and not the word. */
export const id = z.union([z.string(), z.number()]).transform(String).pipe(z.string().min(1));

/** `{ value, name }`; only the value tells. */
export const ref = z
  .object({ value: id, name: text })
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

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
