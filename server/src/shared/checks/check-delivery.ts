import type { DraftContent } from '../contract/draft-content.ts';
import { emailList } from './email-list.ts';
import { type FieldErrors, wrong } from './field-problems.ts';

/**
 * What follows the creation of an invoice: nothing, QuickBooks lists it as to be sent (`mark`), or
 * QuickBooks sends it at once.
 */
export const deliveries = ['none', 'mark', 'send'] as const;

export type Delivery = (typeof deliveries)[number];

/**
 * Finds a missing address; QuickBooks needs one to mark or send an invoice.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
export const checkDelivery = (
  { customer }: Pick<DraftContent, 'customer'>,
  delivery: Delivery,
): FieldErrors =>
  delivery !== 'none' && emailList(customer.email) === ''
    ? wrong('customer.email', 'required')
    : [];
