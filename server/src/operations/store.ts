import { and, count, desc, eq, inArray, isNotNull, isNull, lt, or } from 'drizzle-orm';
import type { Dependencies } from '../context.ts';
import type { Reader, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { announceChange } from '../live/changes.ts';
import { makeDue } from '../scheduler/turns.ts';
import { type Operation, operations, vendorOf } from './tables.ts';

/** The states in which an operation can still take effect. */
export const openStates = ['waiting', 'sending', 'unconfirmed', 'asking'] as const;

export type Subject = RealmKey & Pick<Operation, 'subject' | 'subjectId'>;

export const ofSubject = ({ companyId, realmId, subject, subjectId }: Subject) =>
  and(
    inRealm(operations, { companyId, realmId }),
    eq(operations.subject, subject),
    eq(operations.subjectId, subjectId),
  );

/**
 * A lease covers the longest call: wait for another worker's token, refresh, send, 401, and the
 * same again, with a margin. It is renewed before each repetition.
 */
const leaseUntil = ({ clock, settings }: Pick<Dependencies, 'clock' | 'settings'>): number =>
  clock.now() + 6 * settings.quickbooks.timeoutMs + 15_000;

export type NewOperation<Data> = Subject &
  Pick<Operation<Data>, 'id' | 'kind' | 'userId' | 'requestId' | 'body' | 'data'> &
  Partial<Pick<Operation, 'draftId' | 'dealId'>>;

/**
 * Stores an operation before it is sent and leases it to the caller. `unseen`: no user waits for the
 * response, so a refusal counts as a problem. Null when the subject already has an open operation.
 */
export const begin = <Data>(
  tx: Tx,
  dependencies: Pick<Dependencies, 'clock' | 'settings'>,
  operation: NewOperation<Data>,
  { unseen = false }: { unseen?: boolean } = {},
): Promise<Operation<Data> | null> => {
  const lease = { until: leaseUntil(dependencies), fence: unseen ? 2 : 1 };
  return insert(tx, operation, dependencies.clock.now(), lease);
};

/** Stores an operation that the background sends; see `begin`. */
export const enqueue = <Data>(
  tx: Tx,
  operation: NewOperation<Data>,
  now: number,
): Promise<Operation<Data> | null> => insert(tx, operation, now, null);

const insert = async <Data>(
  tx: Tx,
  { draftId = null, dealId = null, ...rest }: NewOperation<Data>,
  now: number,
  lease: { until: number; fence: number } | null,
): Promise<Operation<Data> | null> => {
  const row: Operation<Data> = {
    ...rest,
    draftId,
    dealId,
    state: lease === null ? 'waiting' : 'sending',
    generation: 0,
    sentAt: now,
    lastSentAt: now,
    fence: lease?.fence ?? 0,
    leaseUntil: lease?.until ?? null,
    nextAt: lease?.until ?? now,
    tries: 0,
    notFound: 0,
    rejected: 0,
    resultId: null,
    candidates: null,
    fault: null,
    tid: null,
  };
  // Returns only the id, because parsing a long body again takes longer than storing it.
  const stored = await tx
    .insert(operations)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: operations.id });
  if (stored.length === 0) return null;
  await makeTurnDue(tx, row, row.nextAt ?? now, now);
  return row;
};

/**
 * Announces an outcome, or that it is not known yet, where panels show it: that of a draft on its
 * deal, and an unconfirmed change of an invoice on all deals, because its links are not known here;
 * how it ended is announced by its kind. One that is being sent is not announced, because panels
 * would say for a moment that it is being checked.
 */
const announceOutcome = (
  tx: Tx,
  { companyId, realmId, subject, draftId, dealId }: Owner,
  state: Operation['state'] | undefined,
): void => {
  if (state === undefined || state === 'waiting' || state === 'sending') return;
  const change = { companyId, realmId };
  if (draftId !== null && dealId !== null) announceChange(tx, { ...change, dealIds: [dealId] });
  else if (subject === 'invoice' && state === 'unconfirmed')
    announceChange(tx, { ...change, dealIds: null });
};

/** Schedules background work on the operation at `at`. */
const makeTurnDue = (
  tx: Tx,
  { companyId, realmId, kind }: Pick<Operation, 'companyId' | 'realmId' | 'kind'>,
  at: number,
  now: number,
): Promise<void> => makeDue(tx, { companyId, realmId, job: vendorOf[kind] }, at, now);

/**
 * Matches the row only while it is open and this worker still holds its lease, so a worker whose
 * lease expired cannot overwrite newer state.
 */
const isLeasedHere = ({ id, fence }: Pick<Operation, 'id' | 'fence'>) =>
  and(
    eq(operations.id, id),
    eq(operations.fence, fence),
    inArray(operations.state, [...openStates]),
  );

type Change = Partial<Omit<Operation, 'id' | 'companyId' | 'realmId' | 'kind' | 'fence'>>;

/**
 * Updates an operation; false when this worker has lost its lease. Also makes the realm's turn due,
 * except while the operation is leased: it is due by then already.
 */
export const change = async (
  tx: Tx,
  operation: Pick<Operation, 'id' | 'fence'>,
  changes: Change,
  now: number,
): Promise<boolean> => {
  const row = await updateLeased(tx, operation, changes);
  if (row && changes.nextAt && !changes.leaseUntil) await makeTurnDue(tx, row, changes.nextAt, now);
  return row !== undefined;
};

const updateLeased = async (tx: Tx, operation: Pick<Operation, 'id' | 'fence'>, to: Change) => {
  const [row] = await tx.update(operations).set(to).where(isLeasedHere(operation)).returning(owner);
  if (row) announceOutcome(tx, row, to.state);
  return row;
};

const owner = {
  companyId: operations.companyId,
  realmId: operations.realmId,
  kind: operations.kind,
  subject: operations.subject,
  draftId: operations.draftId,
  dealId: operations.dealId,
};

type Owner = Pick<Operation, keyof typeof owner>;

/**
 * Stores that a request is about to leave, so that a crash cannot lose that fact. False when
 * another worker has taken over the operation; then the caller must not send.
 */
export const noteSent = (
  dependencies: Pick<Dependencies, 'db' | 'clock' | 'settings'>,
  operation: Operation,
  sent: Pick<Change, 'requestId' | 'body' | 'data' | 'generation' | 'state'> = {},
): Promise<boolean> => {
  const until = leaseUntil(dependencies);
  const now = dependencies.clock.now();
  const to = { ...sent, lastSentAt: now, leaseUntil: until, nextAt: until };
  return transact(dependencies.db, (tx) => change(tx, operation, to, now));
};

/**
 * Ends an operation; false when this worker has lost its lease. Deletes the body of a successful
 * one, since QuickBooks has the result; bodies of failed ones stay for support until retention
 * deletes them.
 */
export const finish = async (
  tx: Tx,
  operation: Pick<Operation, 'id' | 'fence'>,
  outcome: Pick<Operation, 'state'> & Partial<Pick<Operation, 'resultId' | 'fault' | 'tid'>>,
): Promise<boolean> => {
  const ended = await updateLeased(tx, operation, {
    ...outcome,
    ...(outcome.state === 'done' && { body: null }),
    leaseUntil: null,
    nextAt: null,
    candidates: null,
  });
  return ended !== undefined;
};

/** No worker holds a lease of the operation. */
export const isFree = (now: number) =>
  or(isNull(operations.leaseUntil), lt(operations.leaseUntil, now));

/**
 * Leases an open operation by compare-and-set; null when another worker has it. Rereads the row,
 * which may be newer than `due`. An expired `sending` lease may have sent until its end, so
 * `lastSentAt` moves there.
 */
export const take = (
  dependencies: Pick<Dependencies, 'db' | 'clock' | 'settings'>,
  due: Pick<Operation, 'id' | 'fence'>,
  userId?: number,
): Promise<Operation | null> =>
  transact(dependencies.db, async (tx) => {
    const canLease = and(isLeasedHere(due), isFree(dependencies.clock.now()));
    const [operation] = await tx.select().from(operations).where(canLease).limit(1);
    if (!operation) return null;
    const until = leaseUntil(dependencies);
    const { state, lastSentAt, fence } = operation;
    const sending = state === 'sending';
    const taken = {
      fence: fence + 1,
      state: sending ? ('unconfirmed' as const) : state,
      lastSentAt: sending ? Math.max(lastSentAt, operation.leaseUntil ?? 0) : lastSentAt,
      leaseUntil: until,
      nextAt: until,
      userId: userId ?? operation.userId,
    };
    await tx.update(operations).set(taken).where(canLease);
    return { ...operation, ...taken };
  });

/** Whether the subject has an open operation. */
export const isBusy = async (db: Reader, subject: Subject): Promise<boolean> => {
  const [open] = await db
    .select({ id: operations.id })
    .from(operations)
    .where(and(ofSubject(subject), inArray(operations.state, [...openStates])))
    .limit(1);
  return open !== undefined;
};

/** Counts all operations of a subject, open or ended. */
export const countOf = async (db: Reader, subject: Subject): Promise<number> => {
  const [row] = await db.select({ count: count() }).from(operations).where(ofSubject(subject));
  return Number(row?.count ?? 0);
};

/** Returns the newest operation of a subject. */
export const lastOf = async (db: Reader, subject: Subject): Promise<Operation | null> => {
  const [last] = await db
    .select()
    .from(operations)
    .where(ofSubject(subject))
    .orderBy(desc(operations.sentAt), desc(operations.id))
    .limit(1);
  return last ?? null;
};

/** Reads operations of a realm that wait for the user to choose among candidates. */
export const askingIn = async (tx: Reader, { companyId, realmId }: RealmKey) =>
  tx
    .select({
      id: operations.id,
      fence: operations.fence,
      candidates: operations.candidates,
    })
    .from(operations)
    .where(
      and(
        inRealm(operations, { companyId, realmId }),
        eq(operations.state, 'asking'),
        isNotNull(operations.candidates),
      ),
    );
