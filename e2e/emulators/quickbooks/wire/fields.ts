import Big from 'big.js';
import { z } from 'zod';
import { isDate } from '../company/moment.ts';

/** Accepts JSON numbers and numeric strings; yields an exact decimal. */
export const decimal = z
  .union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)])
  .transform((value) => Big(value));

/** Text of at most `max` characters; numbers are converted to text. */
export function text(max: number) {
  return z.union([z.string(), z.number()]).transform(String).pipe(z.string().max(max));
}

export const plainDate = z.string().refine(isDate);

export const flag = z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })]);

/** A read-only field; accepted and ignored because clients send back what they have read. */
export const ignored = z.unknown().optional();

export const ref = z
  .strictObject({ value: text(100), name: ignored, type: ignored })
  .transform(({ value }) => ({ value }));

const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const label = '[A-Za-z0-9-]+';

/**
 * An address without quoted parts: atoms of ASCII separated by single dots, and a domain with a dot.
 * https://www.rfc-editor.org/rfc/rfc822#section-6
 */
const emailAddress = new RegExp(`^${atom}(\\.${atom})*@${label}(\\.${label})+$`);

/** One e-mail address or a comma-separated list; an empty one counts as absent. */
export function email(max: number) {
  return z
    .strictObject({
      Address: z
        .string()
        .max(max)
        .refine((list) => list.split(',').every((one) => emailAddress.test(one.trim())), {
          message: 'email',
        })
        .optional(),
    })
    .transform(({ Address }) => (Address === undefined ? undefined : { Address }));
}

/** The message printed on the invoice: `{ value }`. */
export const memo = z
  .strictObject({ value: text(1000).optional() })
  .transform(({ value }) => (value === undefined ? undefined : { value }));

const addressLine = text(500).optional();

/** Five address lines of up to 500 characters, 2000 in total. Intuit: physical address. */
export const address = z
  .strictObject({
    Id: ignored,
    Line1: addressLine,
    Line2: addressLine,
    Line3: addressLine,
    Line4: addressLine,
    Line5: addressLine,
    City: text(255).optional(),
    CountrySubDivisionCode: text(255).optional(),
    PostalCode: text(30).optional(),
    Country: text(255).optional(),
    CountryCode: ignored,
    Lat: ignored,
    Long: ignored,
    Tag: ignored,
    Note: ignored,
  })
  .superRefine((value, context) => {
    const lines = [value.Line1, value.Line2, value.Line3, value.Line4, value.Line5].join('');
    if (lines.length > 2000)
      context.addIssue({ code: 'too_big', origin: 'string', maximum: 2000, input: lines });
  })
  .transform(({ Id, CountryCode, Lat, Long, Tag, Note, ...kept }) => kept);

export const entityKeys = {
  Id: text(50).optional(),
  SyncToken: text(20).optional(),
  sparse: flag.optional(),
  domain: ignored,
  MetaData: ignored,
  status: ignored,
};
