import { randomUUID } from 'node:crypto';
import { storedProfile } from '../../company-profile/store.ts';
import type { Reader, Tx } from '../../db/database.ts';
import type { RealmKey } from '../../db/realm.ts';
import { begin } from '../../operations/store.ts';
import type { Operation } from '../../operations/tables.ts';
import type { WireBody } from '../../quickbooks/models.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import { withSavedNumbering } from '../numbering/with-numbering.ts';
import type { Draft } from '../store.ts';
import type { InvoiceCreation } from './send-created-invoice.ts';

/**
 * Builds the idempotency key: the same for every repetition, a new one after an attempt known to
 * have created nothing. At most 50 characters.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/learn-basic-field-definitions
 */
export const requestIdOf = (kind: 'c' | 'i', draft: Pick<Draft, 'id' | 'generation'>): string =>
  `${kind}-${draft.id}-${draft.generation}`;

/** What all operations of a draft have in common. */
export const draftKeys = (draft: Draft) => ({
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

/** The stored profile with the company's numbering, to build a body outside a request. */
export const profileToSend = async (
  tx: Reader,
  { companyId, realmId }: RealmKey,
): Promise<CompanyProfile> => {
  const stored = await storedProfile(tx, companyId, realmId);
  if (!stored) throw new Error('No company profile is stored for this realm');
  return withSavedNumbering(tx, companyId, stored.profile);
};
