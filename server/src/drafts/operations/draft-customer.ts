import {
  type Creation,
  currencyAskedIn,
  linkCreatedCustomer,
  recogniseCreated,
  sendCreation,
} from '../../customers/operations/create-customer.ts';
import type { Tx } from '../../db/database.ts';
import type { Kind } from '../../operations/kinds.ts';
import { begin } from '../../operations/store.ts';
import type { Operation } from '../../operations/tables.ts';
import type { QuickbooksCustomer, WireBody } from '../../quickbooks/models.ts';
import { reopenForm } from '../creating/reopen-form.ts';
import { type Draft, sentDraftOf } from '../store.ts';
import { draftKeys, profileToSend, requestIdOf } from './begin-invoice.ts';
import { beginItemOrInvoice } from './draft-item.ts';
import type { InvoiceCreation } from './send-created-invoice.ts';

/**
 * Stores the operation that creates a draft's new customer. Null while a customer is being created
 * for the same organization or person.
 */
export const beginDraftCustomer = (
  tx: Tx,
  dependencies: Parameters<typeof begin>[1],
  draft: Draft,
  { body, ...creation }: InvoiceCreation & { body: WireBody },
): Promise<Operation<DraftCustomer> | null> =>
  begin(tx, dependencies, {
    ...draftKeys(draft),
    kind: 'draft_customer',
    subject: draft.party?.party ?? 'draft',
    subjectId: String(draft.party?.partyId ?? draft.id),
    requestId: requestIdOf('c', draft),
    body,
    data: { name: String(body.DisplayName), asked: askedIn(body), ...creation },
  });

/** The currency of a new customer, which stays known after the operation has ended. */
const askedIn = (body: WireBody): Creation['asked'] => {
  const currency = currencyAskedIn(body);
  return currency === null ? {} : { currency };
};

/** The new customer, and what follows the creation of the invoice. */
type DraftCustomer = Creation & InvoiceCreation;

/**
 * Creates the new customer of a draft, then begins its items or invoice in the same transaction.
 */
export const draftCustomerKind: Kind<DraftCustomer, QuickbooksCustomer> = {
  name: 'draft_customer',
  again: 'replay',
  asks: false,

  send: sendCreation,
  recognise: recogniseCreated,
  resultOf: (customer) => customer.id,

  async apply(tx, work, customer) {
    const { operation } = work;
    await linkCreatedCustomer(tx, work, customer);
    const { delivery } = operation.data;
    const profile = await profileToSend(tx, operation);
    const next = await beginItemOrInvoice(tx, work, await sentDraftOf(tx, operation), {
      customerId: customer.id,
      profile,
      ...(delivery && { delivery }),
    });
    if (!next) throw new Error('Another operation of this draft is open');
    return next;
  },

  end: reopenForm,
};
