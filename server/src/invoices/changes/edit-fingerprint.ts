import { createHash } from 'node:crypto';
import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import type { InvoiceChanges } from '../../shared/contract/invoice-changes.ts';
import { storedText } from '../../shared/contract/invoice-fields.ts';

type Field = keyof InvoiceChanges;

/** The parts of an invoice that an edit of each field overwrites, in the order of the hashes. */
const editedParts: Record<Field, (invoice: QuickbooksInvoice) => unknown> = {
  dueDate: ({ dueDate }) => dueDate,
  termId: ({ termId }) => termId,
  message: ({ message }) => message,
  memo: ({ memo }) => memo,
  email: ({ email }) => email,
  lines: ({ lines, discount, tax }) => ({ lines, discount, tax }),
  custom1: ({ fields }) => storedText(fields, 'custom1'),
  custom2: ({ fields }) => storedText(fields, 'custom2'),
  custom3: ({ fields }) => storedText(fields, 'custom3'),
  shipDate: ({ fields }) => storedText(fields, 'shipDate'),
  trackingNumber: ({ fields }) => storedText(fields, 'trackingNumber'),
  shippingMethod: ({ fields }) => storedText(fields, 'shippingMethod'),
  classId: ({ fields }) => fields?.class?.id ?? null,
  locationId: ({ fields }) => fields?.location?.id ?? null,
};
const fields = Object.keys(editedParts) as Field[];

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 12);

/**
 * Returns one hash per editable field, joined by dots. Unlike the SyncToken it does not change when
 * a payment arrives.
 */
export const editFingerprint = (invoice: QuickbooksInvoice): string =>
  fields.map((field) => hashOf(editedParts[field](invoice))).join('.');

/**
 * Whether the fields named in `changes` are the same as when `fingerprint` was taken. Pass
 * `current` when the invoice's fingerprint is already computed.
 */
export const unchangedSince = (
  fingerprint: string,
  invoice: QuickbooksInvoice,
  changes: InvoiceChanges,
  current = editFingerprint(invoice),
): boolean => {
  const [earlierHashes, currentHashes] = [fingerprint.split('.'), current.split('.')];
  return fields.every(
    (field, index) => changes[field] === undefined || earlierHashes[index] === currentHashes[index],
  );
};
