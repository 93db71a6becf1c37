import { createHash } from 'node:crypto';
import type { QuickbooksInvoice } from '../quickbooks/models.ts';
import { type DealSnapshot, dealContent } from '../shared/drift/deal-snapshot.ts';
import { invoiceContent } from '../shared/drift/invoice-snapshot.ts';

/** A short hash of a text; equal texts have equal hashes. */
export const hashOf = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 16);

/** Hash of an invoice's lines and amounts, in any order. */
export const invoiceHash = (invoice: QuickbooksInvoice): string => hashOf(invoiceContent(invoice));

/** Hash of a deal's lines and discounts, in any order. */
export const dealHash = (deal: DealSnapshot): string => hashOf(dealContent(deal));
