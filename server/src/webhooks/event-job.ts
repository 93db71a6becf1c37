import { isAppError } from '../app-error.ts';
import { realmOf } from '../company-profile/connected-realm.ts';
import { connectionForRealm } from '../connection/invoice-access.ts';
import type { Dependencies } from '../context.ts';
import type { RealmKey } from '../db/realm.ts';
import { refreshChanged, refreshMerged } from '../invoices/mirror/refresh-changed.ts';
import { recordFault } from '../quickbooks/calls/read-errors.ts';
import type { Realm } from '../quickbooks/gateway.ts';
import type { Job, Slice } from '../scheduler/job.ts';
import { type DueEvent, dueEvents, markApplied, nextEventAt, postpone } from './event-store.ts';
import { invoicesToRead } from './invoices-to-read.ts';

/** Events read at a time; those of one entity become one read. */
const eventsAtOnce = 500;

/** Entities per item, so that an item takes about as long as one of other jobs. */
const entitiesPerItem = 8;

const maxTries = 8;

/** 1, 2, 4 … minutes. */
const pauseAfterTry = (tries: number): number => 60_000 * 2 ** tries;

/** Responses that concern the whole realm and say nothing about the event. */
const outages = [
  'quickbooks_busy',
  'quickbooks_unavailable',
  'quickbooks_forbidden',
  'quickbooks_read_only',
  'connection_broken',
] as const;

/** Events of one entity. */
type Group = DueEvent[];

const groupsOf = (events: DueEvent[]): Group[] => [
  ...Map.groupBy(events, ({ entity, entityId }) => `${entity} ${entityId}`).values(),
];

/** An entity that has failed before is read alone, so that it fails no others. */
const itemsOf = (groups: Group[]): Group[][] => {
  const { fresh = [], failed = [] } = Object.groupBy(groups, (group) =>
    group.some(({ tries }) => tries > 0) ? 'failed' : 'fresh',
  );
  const items: Group[][] = [];
  for (let from = 0; from < fresh.length; from += entitiesPerItem) {
    items.push(fresh.slice(from, from + entitiesPerItem));
  }
  return [...items, ...failed.map((group) => [group])];
};

/** Ids of the changed entities; those of credit memos and names are not mirrored. */
const changedIds = (groups: Group[]) => {
  const idsOf = (entity: DueEvent['entity']) =>
    groups.flatMap(([event]) => (event?.entity === entity ? [event.entityId] : []));
  return { invoiceIds: idsOf('Invoice'), paymentIds: idsOf('Payment') };
};

const mergedIds = (groups: Group[]): string[] =>
  groups
    .flat()
    .flatMap(({ entity, operation, deletedId }) =>
      entity === 'Customer' && operation === 'merged' && deletedId !== null ? [deletedId] : [],
    );

/** Applies the received events of a realm: reads each changed entity once and mirrors it. */
export const events: Job = {
  cause: 'events',
  async work(dependencies, { companyId, realmId }, slice) {
    const { db, clock, quickbooks } = dependencies;
    const connection = await connectionForRealm(db, companyId, realmId);
    if (!connection) return;
    const realmKey = { companyId, realmId };
    while (slice.goesOn()) {
      const due = await dueEvents(db, realmKey, { now: clock.now(), limit: eventsAtOnce });
      if (due.length === 0) return;
      const toRead = await invoicesToRead(db, realmKey, due, quickbooks.skewMs());
      const { work = [], none = [] } = Object.groupBy(groupsOf(due), (group) =>
        needsCall(group, toRead) ? 'work' : 'none',
      );
      // One commit, however many events of other invoices a burst has.
      if (none.length > 0) await slice.item(() => finish(dependencies, none.flat()));
      for (const groups of itemsOf(work)) {
        if (!slice.goesOn()) return;
        const goOn = await slice.item(() =>
          applyGroups(dependencies, { companyId, realm: realmOf(connection) }, groups, slice),
        );
        if (!goOn) return;
      }
    }
  },
  /** Null while QuickBooks is disconnected; connecting makes the turn due again. */
  async next(db, { companyId, realmId }) {
    if (!(await connectionForRealm(db, companyId, realmId))) return null;
    const at = await nextEventAt(db, { companyId, realmId });
    return at === null ? null : { at, urgent: false };
  },
};

const needsCall = (group: Group, toRead: Set<string>): boolean => {
  const [event] = group;
  if (event?.entity === 'Invoice') return toRead.has(event.entityId);
  return event?.entity === 'Payment' || mergedIds([group]).length > 0;
};

/** Marks events as applied and records how long they took. */
const finish = async ({ db, clock, metrics }: Dependencies, applied: DueEvent[]): Promise<void> => {
  const now = clock.now();
  await markApplied(db, applied, now);
  for (const { occurredAt, receivedAt } of applied) {
    if (occurredAt !== null) {
      metrics?.observeEvent({ stage: 'delivery', ms: receivedAt - occurredAt });
    }
    metrics?.observeEvent({ stage: 'reading', ms: now - receivedAt });
  }
};

/** False when QuickBooks does not respond, so that the turn must end. */
const applyGroups = async (
  dependencies: Dependencies,
  { companyId, realm }: { companyId: number; realm: Realm },
  groups: Group[],
  slice: Slice,
): Promise<boolean> => {
  const { db, quickbooks } = dependencies;
  const realmKey = { companyId, realmId: realm.realmId };
  try {
    const toRead = await invoicesToRead(db, realmKey, groups.flat(), quickbooks.skewMs());
    const { invoiceIds, paymentIds } = changedIds(groups);
    const changed = {
      paymentIds,
      invoiceIds: invoiceIds.filter((invoiceId) => toRead.has(invoiceId)),
    };
    await refreshMerged(dependencies, { companyId, realm }, mergedIds(groups), 'event');
    await refreshChanged(dependencies, { companyId, realm }, changed, 'event');
    await finish(dependencies, groups.flat());
    return true;
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (isAppError(error, ...outages) && recordFault(error) === null) {
      slice.noResponse();
      return false;
    }
    await postponeFailed(dependencies, realmKey, groups, error.code);
    return true;
  }
};

/** Of several entities, the one that fails is found out by reading each alone. */
const postponeFailed = async (
  { db, clock, log }: Dependencies,
  { companyId, realmId }: RealmKey,
  groups: Group[],
  code: string,
): Promise<void> => {
  const failed = groups.flat();
  const [event] = failed;
  if (groups.length > 1 || !event) return postpone(db, failed, clock.now());
  const tries = Math.max(...failed.map((one) => one.tries));
  const isOver = tries >= maxTries;
  await postpone(db, failed, isOver ? null : clock.now() + pauseAfterTry(tries));
  if (!isOver) return;
  const { entity, entityId } = event;
  log.warn({ companyId, realmId, entity, entityId, code }, 'an event was given up');
};
