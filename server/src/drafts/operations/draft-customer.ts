import { randomUUID } from 'node:crypto';
import { storedProfile } from '../../company-profile/store.ts';
import {
  type Creation,
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
import { withSavedNumbering } from '../numbering/with-numbering.ts';
import { cacheSentDraft, type Draft, sentDraftOf } from '../store.ts';
import { createInvoiceKind } from './create-invoice.ts';
import type { InvoiceCreation } from './send-created-invoice.ts';

/**
 * Builds the idempotency key: the same for every repetition, a new one after an attempt known to
 * have created nothing. At most 50 characters.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/learn-basic-field-definitions
 */
const requestIdOf = (kind: 'c' | 'i', draft: Pick<Draft, 'id' | 'generation'>): string =>
  `${kind}-${draft.id}-${draft.generation}`;

const draftKeys = (draft: Draft) => ({
  id: randomUUID(),
  companyId: draft.companyId,
  realmId: draft.realmId,
  draftId: draft.id,
  dealId: draft.dealId,
  userId: draft.userId,
});

/** Stores the operation that creates a draft's invoice; null while another one is open. */
export const beginInvoice = (
  tx: Tx,
  dependencies: Parameters<typeof begin>[1],
  draft: Draft,
  { body, ...data }: InvoiceCreation & { body: WireBody },
): Promise<Operation<InvoiceCreation> | null> =>
  begin(tx, dependencies, {
    ...draftKeys(draft),
    kind: 'create_invoice',
    subject: 'draft',
    subjectId: draft.id,
    requestId: requestIdOf('i', draft),
    body,
    data,
  });

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
    data: { name: String(body.DisplayName), asked: {}, ...creation },
  });

/** The new customer, and what follows the creation of the invoice. */
type DraftCustomer = Creation & InvoiceCreation;

/** Creates the new customer of a draft, then begins its invoice in the same transaction. */
export const draftCustomerKind: Kind<DraftCustomer, QuickbooksCustomer> = {
  name: 'draft_customer',
  again: 'replay',
  asks: false,

  send: sendCreation,
  recognise: recogniseCreated,
  resultOf: (customer) => customer.id,

  async apply(tx, work, customer) {
    const { operation, quickbooks } = work;
    await linkCreatedCustomer(tx, work, customer);
    const sent = await sentDraftOf(tx, operation);
    const { draft } = sent;
    const stored = await storedProfile(tx, operation.companyId, operation.realmId);
    if (!stored) throw new Error('No company profile is stored for this realm');
    const { delivery } = operation.data;
    const profile = await withSavedNumbering(tx, operation.companyId, stored.profile);
    const body = quickbooks.invoiceBody(draft.content, profile, customer.id, { delivery });
    const next = await beginInvoice(tx, work, draft, { body, delivery });
    if (!next) throw new Error('Another operation of this draft is open');
    cacheSentDraft(next, sent);
    return { kind: createInvoiceKind, operation: next };
  },

  end: reopenForm,
};
