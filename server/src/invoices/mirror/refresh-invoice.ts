import { AppError } from '../../app-error.ts';
import type { Dependencies } from '../../context.ts';
import type { RealmKey } from '../../db/realm.ts';
import type { Realm } from '../../quickbooks/gateway.ts';
import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import type { InvoiceAction } from '../contract.ts';
import { possibleActions } from '../possible-actions.ts';
import { rowOf } from './invoice-row-queries.ts';
import { mirrorRead } from './mirror.ts';
import { statusOfFacts } from './mirrored-status.ts';

/**
 * Reads one invoice from QuickBooks and mirrors it; null when it is deleted. Throws the read
 * errors.
 */
export const refreshInvoice = async (
  { clock, db, quickbooks }: Pick<Dependencies, 'clock' | 'db' | 'quickbooks'>,
  realm: Realm,
  realmKey: RealmKey,
  invoiceId: string,
): Promise<QuickbooksInvoice | null> => {
  const readAt = clock.now();
  const invoice = await quickbooks.invoiceNow(realm, invoiceId);
  const found = invoice ? [invoice] : [];
  const read = { requestedInvoiceIds: [invoiceId], found, unreadable: [], payments: null, readAt };
  await mirrorRead(db, realmKey, { ...read, how: 'action' });
  return invoice;
};

/** Reads the invoice and checks that the action is possible. Throws not_possible when it is not. */
export const refreshForAction = async (
  dependencies: Pick<Dependencies, 'clock' | 'db' | 'quickbooks'>,
  { realm, realmKey, today }: { realm: Realm; realmKey: RealmKey; today: string },
  invoiceId: string,
  kind: InvoiceAction,
): Promise<QuickbooksInvoice> => {
  const invoice = await refreshInvoice(dependencies, realm, realmKey, invoiceId);
  const voided = (await rowOf(dependencies.db, realmKey, invoiceId))?.voided;
  const status = invoice && statusOfFacts(invoice, today, voided).money;
  if (!status || !possibleActions(status).includes(kind)) throw new AppError('not_possible');
  return invoice;
};
