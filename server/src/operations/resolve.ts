import { isAppError } from '../app-error.ts';
import type { Doors } from '../context.ts';
import type { RealmKey } from '../db/realm.ts';
import { StorageError } from '../db/storage-error.ts';
import { transact } from '../db/transact.ts';
import { recordFault } from '../quickbooks/calls/read-errors.ts';
import type { Realm } from '../quickbooks/gateway.ts';
import { inBackground } from '../scheduler/urgency.ts';
import { makeWorkers, type Workers } from '../workers.ts';
import type { AnyKind, Finding, Work } from './kinds.ts';
import { isOver, mostTries, nextLookupAt, nextStep, pauseAfterTry } from './retry.ts';
import { askUser, complete, conclude, endWithout, makeCalls } from './run.ts';
import {
  batchSize,
  change,
  dueCompanies,
  dueOperations,
  dueRealms,
  noteSent,
  take,
} from './store.ts';
import { type KindName, kindNames, type Operation } from './tables.ts';

type Group = RealmKey & { vendor: 'quickbooks' | 'pipedrive'; connectionId: string };

/**
 * Starts a worker for each realm with operations whose time has come: looks for those whose response was lost or
 * whose process died, and sends those that wait. Operations of a realm are worked on one after the other and
 * only while it is connected; realms do not wait for each other, nor QuickBooks for Pipedrive. The promises
 * tell how many operations each worker worked on.
 */
export const startDue = async (
  doors: Doors,
  workers: Workers,
  only: readonly KindName[] = kindNames,
): Promise<Promise<number>[]> => {
  const { db, clock, kinds } = doors;
  const now = clock.now();
  const of = (vendor: Group['vendor']) => only.filter((name) => kinds[name].vendor === vendor);
  const [ofQuickbooks, ofPipedrive] = [of('quickbooks'), of('pipedrive')];
  const realms = await dueRealms(db, { kinds: ofQuickbooks, now });
  const companies = await dueCompanies(db, { kinds: ofPipedrive, now });
  const start = (group: Group, names: KindName[]) =>
    workers.start(`${group.vendor} ${group.companyId} ${group.realmId}`, () =>
      inBackground('operations', () => workOn(doors, group, names)),
    );
  const started = [
    ...realms.map((realm) => start({ ...realm, vendor: 'quickbooks' }, ofQuickbooks)),
    ...companies.map((one) =>
      start({ ...one, vendor: 'pipedrive', connectionId: '' }, ofPipedrive),
    ),
  ];
  return started.filter((worker) => worker !== null);
};

/** Batch after batch until nothing more is due; what could not be done is due later. */
const workOn = async (doors: Doors, group: Group, kinds: KindName[]): Promise<number> => {
  let worked = 0;
  for (;;) {
    const due = await dueOperations(doors.db, { ...group, kinds, now: doors.clock.now() });
    let taken = 0;
    for (const operation of due) {
      if (await resolveOne(doors, doors.kinds[operation.kind], group, operation)) taken += 1;
    }
    worked += taken;
    if (due.length < batchSize || taken === 0) return worked;
  }
};

/** One round, to its end; how many operations were worked on. */
export const resolveDue = async (doors: Doors, only?: readonly KindName[]): Promise<number> => {
  const started = await startDue(doors, makeWorkers(doors.log), only);
  const worked = await Promise.all(started);
  return worked.reduce((sum, count) => sum + count, 0);
};

/** False when there was nothing to do, or another worker does it. */
const resolveOne = async (
  doors: Doors,
  kind: AnyKind,
  { connectionId, realmId }: Realm,
  due: Operation,
): Promise<boolean> => {
  const operation = await take(doors, due);
  if (!operation) return false;
  const work = { ...doors, realm: { connectionId, realmId }, operation, background: true };
  if (operation.state === 'waiting') {
    await sendAgain(work, kind);
    return true;
  }
  const { settle } = doors.settings;
  const now = doors.clock.now();
  if (kind.again === 'never' && !isOver(operation, now, settle)) {
    await later(work, { nextAt: operation.lastSentAt + settle.afterMs });
    return false;
  }
  try {
    await act(work, kind, await lookUp(work, kind), now);
  } catch (error) {
    await failed(work, kind, error, now);
  }
  return true;
};

/** A vendor that does not respond, or a database that does not store, is tried again. */
const failed = async (
  work: Work<unknown>,
  kind: AnyKind,
  error: unknown,
  now: number,
): Promise<unknown> => {
  const { operation, settings, log } = work;
  const nextAt = nextLookupAt(operation, now, settings.settle);
  log.warn({ operation: operation.id, error: String(error) }, 'could not resolve yet');
  if (kind.again === 'until_done') return putOff(work, kind, { error, mayHaveHappened: true });
  if (isAppError(error) || error instanceof StorageError) return later(work, { nextAt });
  // A defect of ours would repeat for ever: it ends like a lookup that is rejected each time.
  return act(work, kind, { kind: 'rejected' }, now).catch(() => later(work, { nextAt }));
};

/** A lookup that the vendor itself rejects is a finding too. */
const lookUp = async (work: Work<unknown>, kind: AnyKind): Promise<Finding<unknown>> => {
  try {
    return await kind.recognise(work);
  } catch (error) {
    if (isAppError(error, 'quickbooks_refused')) return { kind: 'rejected' };
    if (recordFault(error) === null) throw error;
    // The record, or all of QuickBooks: whether something else can be read tells.
    await work.quickbooks.companyName(work.realm);
    return { kind: 'rejected' };
  }
};

type Learnt = Partial<Pick<Operation, 'notFound' | 'rejected' | 'tries' | 'state'>>;

/** Lets go of an operation until `nextAt`, with what was learnt. */
const later = (
  { db, operation }: Work<unknown>,
  to: { nextAt: number } & Learnt,
): Promise<boolean> => transact(db, (tx) => change(tx, operation, { ...to, leaseUntil: null }));

/**
 * So many rejected lookups, over so many times what a request can take, that no later one will be answered
 * either: a query service that is out of order for some minutes ends nothing.
 */
const mostRejected = 3;
const rejectedFor = 5;

const act = async (
  work: Work<unknown>,
  kind: AnyKind,
  finding: Finding<unknown>,
  lookedAt: number,
): Promise<unknown> => {
  const { operation, settings } = work;
  const nextAt = nextLookupAt(operation, lookedAt, settings.settle);
  switch (finding.kind) {
    case 'found':
      return complete(work, kind, finding.value);
    case 'ask':
      return askUser(work, finding.candidates);
    case 'refused':
      return endWithout(work, kind, { state: 'refused', fault: finding.fault, tid: null });
    case 'wait':
      return later(work, { nextAt, rejected: 0 });
    case 'rejected': {
      if (!isOver(operation, lookedAt, settings.settle)) return later(work, { nextAt });
      const rejected = operation.rejected + 1;
      const since = lookedAt - operation.lastSentAt;
      const long = since >= rejectedFor * settings.settle.afterMs;
      if (rejected < mostRejected || !long) return later(work, { nextAt, rejected });
      return kind.asks
        ? askUser(work, finding.candidates ?? [])
        : endWithout(work, kind, { state: 'unknown', fault: null, tid: operation.tid });
    }
    case 'not_found':
      return nothingFound(work, kind, finding.candidates ?? [], lookedAt);
  }
};

const nothingFound = async (
  work: Work<unknown>,
  kind: AnyKind,
  candidates: NonNullable<Operation['candidates']>,
  lookedAt: number,
): Promise<unknown> => {
  const { operation, settings } = work;
  const notDone = { state: 'not_done' as const, fault: null, tid: operation.tid };
  if (kind.again === 'never') return endWithout(work, kind, notDone);
  if (kind.again === 'until_done') {
    // The request may still be running: sending now could write it twice.
    const over = isOver(operation, lookedAt, settings.settle);
    if (!over) return later(work, { nextAt: operation.lastSentAt + settings.settle.afterMs });
    return sendAgain(work, kind);
  }
  const nextAt = nextLookupAt(operation, lookedAt, settings.settle);
  switch (nextStep(operation, lookedAt, settings.settle)) {
    case 'wait':
      return later(work, { nextAt, rejected: 0 });
    case 'look_again':
      return later(work, { nextAt, rejected: 0, notFound: operation.notFound + 1 });
    case 'replay':
      return replay(work, kind);
    case 'give_up':
      return candidates.length > 0 ? askUser(work, candidates) : endWithout(work, kind, notDone);
  }
};

/** Sends a creation once more under its request id. A fault on a repetition proves nothing. */
const replay = async (work: Work<unknown>, kind: AnyKind): Promise<void> => {
  if (!(await noteSent(work, work.operation))) return;
  const { call } = makeCalls(work, { written: true });
  const sent = await kind.send(work, call, true);
  if (sent?.kind === 'done' || sent?.kind === 'ask') {
    await conclude(work, kind, sent);
    return;
  }
  const { clock, settings, operation } = work;
  const now = clock.now();
  const sentNow = { ...operation, lastSentAt: now };
  await transact(work.db, (tx) =>
    change(tx, operation, {
      lastSentAt: now,
      rejected: 0,
      leaseUntil: null,
      nextAt: nextLookupAt(sentNow, now, settings.settle),
    }),
  );
};

/** Sends an operation that goes out until it succeeds. */
const sendAgain = async (work: Work<unknown>, kind: AnyKind): Promise<void> => {
  if (!(await noteSent(work, work.operation, { state: 'sending' }))) return;
  const { call, mayHaveHappened } = makeCalls(work, { written: true });
  let error: unknown = null;
  try {
    const sent = await kind.send(work, call, work.operation.tries > 0);
    if (sent === null) return;
    if (sent.kind === 'done') {
      await complete(work, kind, sent.value, sent.tid);
      return;
    }
  } catch (thrown) {
    const { id } = work.operation;
    work.log.warn({ operation: id, error: String(thrown) }, 'not sent yet');
    error = thrown;
  }
  await putOff(work, kind, { error, mayHaveHappened: mayHaveHappened() });
};

/** Counts a try of an operation that goes out until it succeeds, and gives it up after too many. */
const putOff = async (
  work: Work<unknown>,
  kind: AnyKind,
  { error, mayHaveHappened }: { error: unknown; mayHaveHappened: boolean },
): Promise<void> => {
  const { clock, operation } = work;
  const tries = operation.tries + 1;
  const hopeless = error !== null && kind.isHopeless?.(error);
  if (hopeless || tries >= mostTries) {
    const code = error === null ? 'unclear' : isAppError(error) ? error.code : 'internal';
    const fault = { code, element: null, said: '' };
    const state = mayHaveHappened ? 'unknown' : 'not_done';
    await endWithout(work, kind, { state, fault, tid: null });
    return;
  }
  // Before it is sent again, a lookup finds out whether it arrived.
  const state = mayHaveHappened ? 'unconfirmed' : 'waiting';
  await later(work, { nextAt: clock.now() + pauseAfterTry(operation.tries), tries, state });
};
