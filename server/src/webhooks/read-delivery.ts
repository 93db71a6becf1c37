import * as z from 'zod';
import { webhookEntities, type webhookEvents, type webhookOperations } from './tables.ts';

type Row = typeof webhookEvents.$inferSelect;

/** One event as received, before it is known which company it concerns. */
export type ReceivedEvent = Pick<
  Row,
  'realmId' | 'entity' | 'entityId' | 'operation' | 'eventTime' | 'occurredAt' | 'deletedId'
>;

export type Delivery = {
  events: ReceivedEvent[];
  /** Number of parts that are no event in a known format. */
  unreadable: number;
};

/** Names of the operations: of the classic format, of CloudEvents, and of Intuit's portal. */
const operations: Record<string, (typeof webhookOperations)[number]> = {
  create: 'created',
  created: 'created',
  update: 'updated',
  updated: 'updated',
  delete: 'deleted',
  deleted: 'deleted',
  void: 'voided',
  voided: 'voided',
  merge: 'merged',
  merged: 'merged',
  email: 'emailed',
  emailed: 'emailed',
};

const operationOf = (name: string) => operations[name.toLowerCase()] ?? 'other';

/** `creditmemo` and `credit_memo` name the same entity. */
const folded = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '');

const entities = new Map(webhookEntities.map((name) => [folded(name), name]));

/** QuickBooks' ids are digits. Anything else could not be read, and PostgreSQL stores no NUL. */
const id = z
  .union([z.string(), z.int().nonnegative().transform(String)])
  .pipe(z.string().regex(/^\d{1,20}$/));

const shortText = z
  .string()
  .regex(/^[ -~]{1,100}$/)
  .optional()
  .catch(undefined);

/** Properties by their names in lower case: `deletedId` and `deletedid` both occur. */
const lowerCase = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const properties = Object.entries(value).map(([name, one]) => [name.toLowerCase(), one]);
  return Object.fromEntries(properties);
};

const classicEvent = z.preprocess(
  lowerCase,
  z.object({
    name: z.string(),
    id,
    operation: z.string(),
    lastupdated: shortText,
    deletedid: id.optional().catch(undefined),
  }),
);

const classicDelivery = z.object({ eventNotifications: z.array(z.unknown()) });

const classicNotification = z.object({
  realmId: id,
  dataChangeEvent: z.object({ entities: z.array(z.unknown()) }),
});

const cloudData = z.preprocess(lowerCase, z.object({ deletedid: id.optional().catch(undefined) }));

/** `qbo.invoice.updated.v1` */
const cloudType = /^qbo\.(\w+)\.(\w+)(?:\.v\d+)?$/i;

const cloudEvent = z.preprocess(
  lowerCase,
  z.object({
    id: shortText,
    type: z.string().regex(cloudType),
    time: shortText,
    intuitentityid: id,
    intuitaccountid: id,
    data: cloudData.optional().catch(undefined),
  }),
);

type Found = {
  realmId: string;
  name: string;
  entityId: string;
  operation: string;
  time: string | undefined;
  /** Identifies an event that has no time. */
  eventId: string | undefined;
  deletedId: string | undefined;
};

const readTime = (time: string | undefined): number | null => {
  const instant = Date.parse(time ?? '');
  return Number.isNaN(instant) ? null : instant;
};

/** Null for an entity that does not concern us. */
const toEvent = (found: Found): ReceivedEvent | null => {
  const entity = entities.get(folded(found.name));
  if (!entity) return null;
  return {
    realmId: found.realmId,
    entity,
    entityId: found.entityId,
    operation: operationOf(found.operation),
    eventTime: found.time || found.eventId || '',
    occurredAt: readTime(found.time),
    deletedId: found.deletedId ?? null,
  };
};

/**
 * Reads the body of a delivery: classic (`eventNotifications`), or one CloudEvent or several. An
 * event is ignored when its entity does not concern us. Null when the body is not JSON.
 * https://blogs.intuit.com/2025/11/12/upcoming-change-to-webhooks-payload-structure
 */
export const readDelivery = (body: string): Delivery | null => {
  const delivery: Delivery = { events: [], unreadable: 0 };
  if (body.trim() === '') return delivery;
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return null;
  }
  const add = (found: Found | null) => {
    if (!found) delivery.unreadable += 1;
    const event = found && toEvent(found);
    if (event) delivery.events.push(event);
  };
  for (const part of Array.isArray(parsed) ? parsed : [parsed]) {
    const classic = classicDelivery.safeParse(part).data;
    if (classic) classic.eventNotifications.flatMap(readNotification).forEach(add);
    else add(readCloudEvent(part));
  }
  return delivery;
};

const readNotification = (notification: unknown): (Found | null)[] => {
  const parsed = classicNotification.safeParse(notification).data;
  if (!parsed) return [null];
  return parsed.dataChangeEvent.entities.map((entity): Found | null => {
    const event = classicEvent.safeParse(entity).data;
    if (!event) return null;
    return {
      realmId: parsed.realmId,
      name: event.name,
      entityId: event.id,
      operation: event.operation,
      time: event.lastupdated,
      eventId: undefined,
      deletedId: event.deletedid,
    };
  });
};

const readCloudEvent = (part: unknown): Found | null => {
  const event = cloudEvent.safeParse(part).data;
  if (!event) return null;
  const [, name = '', operation = ''] = cloudType.exec(event.type) ?? [];
  return {
    realmId: event.intuitaccountid,
    name,
    entityId: event.intuitentityid,
    operation,
    time: event.time,
    eventId: event.id,
    deletedId: event.data?.deletedid,
  };
};
