import { AppError } from '../../app-error.ts';
import type { Doors } from '../../context.ts';
import type { RealmKey } from '../../db/realm.ts';
import type { Realm } from '../../quickbooks/gateway.ts';
import type { BooksInvoice } from '../../quickbooks/told.ts';
import type { InvoiceAction } from '../contract.ts';
import { possibleActions } from '../possible-actions.ts';
import { mirrorLook } from './mirror.ts';
import { rowOf } from './row-statements.ts';
import { statusOfFacts } from './status-of-facts.ts';

/** One look at one invoice, mirrored; null when it is gone. Throws what reads of QuickBooks throw. */
export const lookNow = async (
  { clock, db, quickbooks }: Pick<Doors, 'clock' | 'db' | 'quickbooks'>,
  realm: Realm,
  books: RealmKey,
  invoiceId: string,
): Promise<BooksInvoice | null> => {
  const readAt = clock.now();
  const invoice = await quickbooks.invoiceNow(realm, invoiceId);
  const found = invoice ? [invoice] : [];
  const look = { asked: [invoiceId], found, unreadable: [], payments: null, readAt };
  await mirrorLook(db, books, { ...look, how: 'action' });
  return invoice;
};

/** The invoice as it is now, on which this can be done; throws not_possible when it cannot. */
export const readNow = async (
  doors: Pick<Doors, 'clock' | 'db' | 'quickbooks'>,
  { realm, books, today }: { realm: Realm; books: RealmKey; today: string },
  invoiceId: string,
  kind: InvoiceAction,
): Promise<BooksInvoice> => {
  const invoice = await lookNow(doors, realm, books, invoiceId);
  const voided = (await rowOf(doors.db, books, invoiceId))?.voided;
  const status = invoice && statusOfFacts(invoice, today, voided).money;
  if (!status || !possibleActions(status).includes(kind)) throw new AppError('not_possible');
  return invoice;
};
