import { isAppError } from '../app-error.ts';
import { connectionForRealm } from '../connection/invoice-access.ts';
import type { Dependencies } from '../context.ts';
import type { RealmKey } from '../db/realm.ts';
import { storageProblem } from '../db/storage-error.ts';
import { transact } from '../db/transact.ts';
import { announceChange } from '../live/changes.ts';
import { type NameIds, readNames } from '../names/apply-names.ts';
import { isNameEvent, namesToRead } from '../names/names-to-read.ts';
import { recordFault } from '../quickbooks/calls/read-errors.ts';
import { nameKinds } from '../quickbooks/models.ts';
import type { Job, Slice } from '../scheduler/job.ts';
import { applyChanges, type ConnectedCompany, noChanges } from '../sync/apply-changes.ts';
import { readsUpdates } from '../sync-settings/store.ts';
import { afterEvent } from '../vendor-calls/urgency.ts';
import { type DueEvent, dueEvents, markApplied, nextEventAt, postpone } from './event-store.ts';
import { invoicesToRead } from './invoices-to-read.ts';

/** Events read at a time; those of one entity become one read. */
const eventsAtOnce = 500;

/** Entities per item, so that an item takes about as long as one of other jobs. */
const entitiesPerItem = 8;

/** Names per item: one query reads those of a kind. */
const namesPerItem = 200;

const maxTries = 8;

/** 1, 2, 4 … minutes. */
const pauseAfterTry = (tries: number): number => 60_000 * 2 ** tries;

/** Responses that concern the whole realm and say nothing about the event. */
const outages = [
  'quickbooks_busy',
  'quickbooks_unavailable',
  'reads_used_up',
  'quickbooks_forbidden',
  'quickbooks_read_only',
  'connection_broken',
] as const;

/** Events of one entity. */
type Group = DueEvent[];

const groupsOf = (events: DueEvent[]): Group[] => [
  ...Map.groupBy(events, ({ entity, entityId }) => `${entity} ${entityId}`).values(),
];

const parts = (groups: Group[], size: number): Group[][] =>
  Array.from({ length: Math.ceil(groups.length / size) }, (_, index) =>
    groups.slice(index * size, (index + 1) * size),
  );

/** An entity that has failed before is read alone, so that it fails no others. */
const itemsOf = (groups: Group[]): Group[][] => {
  const {
    fresh = [],
    names = [],
    failed = [],
  } = Object.groupBy(groups, (group) => {
    if (group.some(({ tries }) => tries > 0)) return 'failed';
    return group.some(isNameEvent) ? 'names' : 'fresh';
  });
  return [
    ...parts(fresh, entitiesPerItem),
    ...parts(names, namesPerItem),
    ...failed.map((group) => [group]),
  ];
};

/** Ids of the changed invoices and payments; credit memos are not mirrored. */
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
    const company = { ...realmKey, connectionId: connection.id };
    while (slice.goesOn()) {
      const due = await dueEvents(db, realmKey, { now: clock.now(), limit: eventsAtOnce });
      if (due.length === 0) return;
      // The change feed reads what was missed once updates are on again.
      if (!(await readsUpdates(db, realmKey))) {
        await slice.item(() => markApplied(db, due, clock.now()));
        continue;
      }
      const toRead = await invoicesToRead(db, realmKey, due, quickbooks.skewMs());
      const changedNames = await namesToRead(db, realmKey, due);
      const { work = [], none = [] } = Object.groupBy(groupsOf(due), (group) =>
        needsCall(group, toRead, changedNames) ? 'work' : 'none',
      );
      // One commit, however many events of other invoices a burst has.
      if (none.length > 0) await slice.item(() => finish(dependencies, none.flat()));
      for (const groups of itemsOf(work)) {
        if (!slice.goesOn()) return;
        const goOn = await slice.item(() => applyGroups(dependencies, company, groups, slice));
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

const needsCall = (group: Group, toRead: Set<string>, changedNames: NameIds): boolean => {
  const [event] = group;
  const ofKind = nameKinds.find((kind) => kind === event?.entity);
  if (event && ofKind && changedNames.get(ofKind)?.includes(event.entityId)) return true;
  if (event?.entity === 'Invoice') return toRead.has(event.entityId);
  return event?.entity === 'Payment' || mergedIds([group]).length > 0;
};

/** Marks events as applied and records how long they took. */
const finish = async (
  { db, clock, eventDelays }: Dependencies,
  applied: DueEvent[],
): Promise<void> => {
  const now = clock.now();
  await markApplied(db, applied, now);
  for (const event of applied) {
    const { occurredAt, receivedAt } = event;
    if (occurredAt !== null) eventDelays.count(event, 'delivery', receivedAt - occurredAt);
    eventDelays.count(event, 'reading', now - receivedAt);
  }
};

/** False when QuickBooks does not respond, so that the turn must end. */
const applyGroups = async (
  dependencies: Dependencies,
  company: ConnectedCompany,
  groups: Group[],
  slice: Slice,
): Promise<boolean> => {
  const { db, clock, quickbooks } = dependencies;
  try {
    // Another event of this turn may have made the server read an invoice in the meantime.
    const toRead = await invoicesToRead(db, company, groups.flat(), quickbooks.skewMs());
    const { invoiceIds, paymentIds } = changedIds(groups);
    const changes = {
      ...noChanges,
      paymentIds,
      invoiceIds: invoiceIds.filter((invoiceId) => toRead.has(invoiceId)),
      mergedCustomerIds: mergedIds(groups),
      readAt: clock.now(),
    };
    const { companyId, realmId, connectionId } = company;
    const changedNames = await namesToRead(db, company, groups.flat());
    await readNames(dependencies, { companyId, realm: { connectionId, realmId } }, changedNames);
    const receivedAt = Math.min(...groups.flat().map((event) => event.receivedAt));
    await afterEvent(receivedAt, () => applyChanges(dependencies, company, changes, 'event'));
    await finish(dependencies, groups.flat());
    return true;
  } catch (error) {
    if (storageProblem(error)) throw error;
    if (isAppError(error, ...outages) && recordFault(error) === null) {
      slice.noResponse();
      return false;
    }
    if (!isAppError(error)) dependencies.log.error({ err: error }, 'applying events failed');
    await postponeFailed(
      dependencies,
      company,
      groups,
      isAppError(error) ? error.code : 'internal',
    );
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
  await transact(db, async (tx) => announceChange(tx, { companyId, realmId, dealIds: null }));
  const { entity, entityId } = event;
  log.warn({ companyId, realmId, entity, entityId, code }, 'an event was given up');
};
