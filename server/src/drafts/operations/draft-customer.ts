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
import { backToForm, type Draft, draftToSend, rememberSent } from '../store.ts';
import { createInvoiceKind, type Nothing } from './create-invoice.ts';

/**
 * The same for every repetition of one intent, another one after anything that is known to have created
 * nothing; at most 50 characters (Intuit: requestid).
 */
const requestIdOf = (kind: 'c' | 'i', draft: Pick<Draft, 'id' | 'generation'>): string =>
  `${kind}-${draft.id}-${draft.generation}`;

const common = (draft: Draft) => ({
  id: randomUUID(),
  companyId: draft.companyId,
  realmId: draft.realmId,
  draftId: draft.id,
  dealId: draft.dealId,
  userId: draft.userId,
});

/** Begins the creation of a draft's invoice. */
export const beginInvoice = (
  tx: Tx,
  dependencies: Parameters<typeof begin>[1],
  draft: Draft,
  body: WireBody,
): Promise<Operation<Nothing> | null> =>
  begin(tx, dependencies, {
    ...common(draft),
    kind: 'create_invoice',
    subject: 'draft',
    subjectId: draft.id,
    requestId: requestIdOf('i', draft),
    body,
    data: {},
  });

/**
 * Begins the creation of the customer that a draft's invoice needs. Null when a customer is being created for
 * the same organization or person.
 */
export const beginDraftCustomer = (
  tx: Tx,
  dependencies: Parameters<typeof begin>[1],
  draft: Draft,
  body: WireBody,
): Promise<Operation<Creation> | null> =>
  begin(tx, dependencies, {
    ...common(draft),
    kind: 'draft_customer',
    subject: draft.party?.party ?? 'draft',
    subjectId: String(draft.party?.partyId ?? draft.id),
    requestId: requestIdOf('c', draft),
    body,
    data: { name: String(body.DisplayName), asked: {} },
  });

/** Creates the customer that a draft's invoice needs; the invoice follows at once. */
export const draftCustomerKind: Kind<Creation, QuickbooksCustomer> = {
  name: 'draft_customer',
  again: 'replay',
  asks: false,

  send: sendCreation,
  recognise: recogniseCreated,
  resultOf: ({ id }) => id,

  async apply(tx, work, customer) {
    const { operation, quickbooks } = work;
    await linkCreatedCustomer(tx, work, customer);
    const sent = await draftToSend(tx, operation);
    const { draft } = sent;
    const kept = await storedProfile(tx, operation.companyId, operation.realmId);
    if (!kept) throw new Error('The company profile was never read');
    const body = quickbooks.invoiceBody(draft.content, kept.profile, customer.id);
    const next = await beginInvoice(tx, work, draft, body);
    if (!next) throw new Error('The invoice of this draft is being created already');
    rememberSent(next, sent);
    return { kind: createInvoiceKind, operation: next };
  },

  end: backToForm,
};
