import { and, eq, inArray, isNotNull, ne } from 'drizzle-orm';
import { iso } from '../../clock.ts';
import type { Reader } from '../../db/database.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import { isOver } from '../../operations/backoff.ts';
import { earliestEffect, isOlder } from '../../operations/created-after.ts';
import type { Kind } from '../../operations/kinds.ts';
import { openStates } from '../../operations/store.ts';
import { type Operation, operations } from '../../operations/tables.ts';
import type { ReadInvoices } from '../../quickbooks/gateway.ts';
import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import { couldBeSameInvoice } from '../creating/matches-request.ts';
import { reopenForm } from '../creating/reopen-form.ts';
import { drafts } from '../tables.ts';
import { type Created, isClaimed, recordCreated } from './record-created-invoice.ts';
import { type InvoiceCreation, sendCreated } from './send-created-invoice.ts';

/** Returns the invoice as read by its id, else as known before if it is deleted or unreadable. */
export const createdFrom = (
  { invoices: [current], unreadable }: ReadInvoices,
  known: QuickbooksInvoice,
): Created => ({
  invoice: current ?? known,
  deleted: current === undefined && unreadable.length === 0,
});

export const createInvoiceKind: Kind<InvoiceCreation, Created> = {
  name: 'create_invoice',
  again: 'replay',
  asks: true,

  async send(work, call, replay) {
    const { quickbooks, realm, operation } = work;
    const body = operation.body ?? {};
    const response = await call((requestId) => quickbooks.createInvoice(realm, body, requestId));
    if (response?.kind !== 'done') return response;
    const { value: responseInvoice, tid } = response;
    const older = isOlder(work, responseInvoice, operation);
    if (!replay && !older)
      return { ...response, value: { invoice: responseInvoice, deleted: false } };
    // QuickBooks may repeat a stored response: only its id is used and the invoice is read.
    const value = createdFrom(
      await quickbooks.invoicesById(realm, [responseInvoice.id]),
      responseInvoice,
    );
    if (older && !couldBeSameInvoice(body, value.invoice)) {
      return { kind: 'ask', candidates: [value.invoice] };
    }
    return { kind: 'done', value, tid };
  },

  async recognise(work) {
    const { db, clock, settings, quickbooks, realm, operation } = work;
    const body = operation.body ?? {};
    const { value: customerId } = body.CustomerRef as { value: string };
    const since = iso(earliestEffect(work, operation));
    const now = clock.now();
    const read = await quickbooks.invoicesCreatedSince(realm, customerId, since);
    const unreadableInvoiceIds = read.unreadable.map(({ invoiceId }) => invoiceId);
    const invoiceIds = [
      ...read.invoices.map(({ id }) => id),
      ...unreadableInvoiceIds.filter((invoiceId) => invoiceId !== null),
    ];
    const claimed = await claimedAmong(db, operation, invoiceIds);
    const candidates = read.invoices.filter(({ id }) => !claimed.has(id));
    const matches = candidates.filter((invoice) => couldBeSameInvoice(body, invoice));
    const [only] = matches;
    if (!only) {
      // An unreadable invoice may be the one of this operation.
      const mayBeUnreadable = unreadableInvoiceIds.some(
        (invoiceId) => invoiceId === null || !claimed.has(invoiceId),
      );
      return { kind: mayBeUnreadable ? 'rejected' : 'not_found', candidates };
    }

    const otherOperations = await otherCreations(db, operation);
    const rivals = otherOperations.filter((other) =>
      matches.some((one) => couldBeSameInvoice(other.body ?? {}, one)),
    );
    if (matches.length === 1 && rivals.length === 0) {
      return { kind: 'found', value: { invoice: only, deleted: false } };
    }
    // Several matches or drafts: asks the user only when no request can take effect any more.
    const over = isOver(operation, now, settings.resolve);
    const allOver = over && rivals.every((rival) => rivalIsOver(rival, now, settings.resolve));
    return allOver ? { kind: 'ask', candidates: matches } : { kind: 'wait' };
  },

  resultOf: ({ invoice }) => invoice.id,

  async apply(tx, work, created) {
    const { operation } = work;
    if (await isClaimed(tx, operation, created.invoice.id)) return 'taken';
    const invoice = await recordCreated(tx, work, created);
    return sendCreated(tx, work, { ...created, invoice });
  },

  end: reopenForm,
};

type ResolveSettings = Parameters<typeof isOver>[2];

const rivalIsOver = (rival: Operation, now: number, resolve: ResolveSettings): boolean =>
  rival.state === 'asking' ||
  isOver({ ...rival, lastSentAt: Math.max(rival.lastSentAt, rival.leaseUntil ?? 0) }, now, resolve);

/** Returns those of the invoices that are assigned to another draft. */
const claimedAmong = async (
  db: Reader,
  { companyId, realmId, draftId }: RealmKey & Pick<Operation, 'draftId'>,
  invoiceIds: string[],
): Promise<Set<string>> => {
  const rows = await db
    .select({ invoiceId: drafts.invoiceId })
    .from(drafts)
    .where(
      and(
        inRealm(drafts, { companyId, realmId }),
        isNotNull(drafts.invoiceId),
        inArray(drafts.invoiceId, invoiceIds),
        ne(drafts.id, draftId ?? ''),
      ),
    );
  return new Set(rows.flatMap(({ invoiceId }) => invoiceId ?? []));
};

/** Returns the other open invoice creations of this realm. */
const otherCreations = async (
  db: Reader,
  { id, companyId, realmId }: RealmKey & Pick<Operation, 'id'>,
): Promise<Operation[]> =>
  db
    .select()
    .from(operations)
    .where(
      and(
        inRealm(operations, { companyId, realmId }),
        eq(operations.kind, 'create_invoice'),
        inArray(operations.state, [...openStates]),
        ne(operations.id, id),
      ),
    );
