import { and, eq, inArray, isNotNull, ne } from 'drizzle-orm';
import { iso } from '../../clock.ts';
import type { Reader } from '../../db/database.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import type { Kind } from '../../operations/kinds.ts';
import { earliestEffect, isOlder, isOver } from '../../operations/retry.ts';
import { openStates } from '../../operations/store.ts';
import { type Operation, operations } from '../../operations/tables.ts';
import type { ReadInvoices } from '../../quickbooks/gateway.ts';
import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import { couldBeSameInvoice } from '../creating/matches-request.ts';
import { backToForm } from '../store.ts';
import { drafts } from '../tables.ts';
import { type Created, isClaimed, recordCreated } from './record-created-invoice.ts';

/** Needs no data besides its body and its draft. */
export type Nothing = Record<string, never>;

/** An invoice that was read by its id, else as it was known before: gone, or not to be read. */
export const asCreated = (
  { invoices: [now], unreadable }: ReadInvoices,
  before: QuickbooksInvoice,
): Created => ({
  invoice: now ?? before,
  deleted: now === undefined && unreadable.length === 0,
});

/** Creates the invoice of a draft. */
export const createInvoiceKind: Kind<Nothing, Created> = {
  name: 'create_invoice',
  again: 'replay',
  asks: true,

  async send(work, call, replay) {
    const { quickbooks, realm, operation } = work;
    const body = operation.body ?? {};
    const answer = await call((requestId) => quickbooks.createInvoice(realm, body, requestId));
    if (answer?.kind !== 'done') return answer;
    const { value: answered, tid } = answer;
    const older = isOlder(work, answered, operation);
    if (!replay && !older) return { ...answer, value: { invoice: answered, deleted: false } };
    // Of a response that may be a stored one only the id counts; the invoice itself is read.
    const value = asCreated(await quickbooks.invoicesById(realm, [answered.id]), answered);
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
    const unreadable = read.unreadable.map(({ id }) => id);
    const ids = [...read.invoices.map(({ id }) => id), ...unreadable.filter((id) => id !== null)];
    const claimed = await claimedAmong(db, operation, ids);
    const candidates = read.invoices.filter(({ id }) => !claimed.has(id));
    const same = candidates.filter((invoice) => couldBeSameInvoice(body, invoice));
    const [only] = same;
    if (!only) {
      // One that cannot be read may be this very invoice.
      const maybe = unreadable.some((id) => id === null || !claimed.has(id));
      return { kind: maybe ? 'rejected' : 'not_found', candidates };
    }

    const others = await otherCreations(db, operation);
    const rivals = others.filter((other) =>
      same.some((one) => couldBeSameInvoice(other.body ?? {}, one)),
    );
    if (same.length === 1 && rivals.length === 0) {
      return { kind: 'found', value: { invoice: only, deleted: false } };
    }
    // Several invoices or several drafts: nobody is asked while any of the requests may still run.
    const over = isOver(operation, now, settings.resolve);
    const allOver = over && rivals.every((rival) => rivalIsOver(rival, now, settings.resolve));
    return allOver ? { kind: 'ask', candidates: same } : { kind: 'wait' };
  },

  resultOf: ({ invoice }) => invoice.id,

  async apply(tx, work, created) {
    const { operation } = work;
    if (await isClaimed(tx, operation, created.invoice.id)) return 'taken';
    await recordCreated(tx, work, created);
    return null;
  },

  end: backToForm,
};

type ResolveSettings = Parameters<typeof isOver>[2];

const rivalIsOver = (rival: Operation, now: number, resolve: ResolveSettings): boolean =>
  rival.state === 'asking' ||
  isOver({ ...rival, lastSentAt: Math.max(rival.lastSentAt, rival.leaseUntil ?? 0) }, now, resolve);

/** Which of these invoices another draft already is. */
const claimedAmong = async (
  db: Reader,
  { companyId, realmId, draftId }: RealmKey & Pick<Operation, 'draftId'>,
  ids: string[],
): Promise<Set<string>> => {
  const rows = await db
    .select({ id: drafts.invoiceId })
    .from(drafts)
    .where(
      and(
        inRealm(drafts, { companyId, realmId }),
        isNotNull(drafts.invoiceId),
        inArray(drafts.invoiceId, ids),
        ne(drafts.id, draftId ?? ''),
      ),
    );
  return new Set(rows.flatMap(({ id }) => id ?? []));
};

/** Other drafts of these books that may be becoming an invoice. */
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
