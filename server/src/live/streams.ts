import { Readable } from 'node:stream';
import { AppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import type { RealmKey } from '../db/realm.ts';
import { type Change, listenForChanges } from './changes.ts';

/** The user of a stream, and when the token expires that opened it, epoch milliseconds. */
export type StreamOwner = RealmKey & { userId: number; expiresAt: number };

type OpenStream = { owner: StreamOwner; body: Readable };

export type Streams = {
  /** Opens a stream of server-sent events. Throws `AppError` too_many_streams. */
  open(owner: StreamOwner): Readable;
  /** Ends all streams and opens no more. */
  close(): Promise<void>;
};

/** Streams in one process; a hidden tab has none. */
const streamsPerUser = 20;
const streamsPerCompany = 100;

/** Share of the server's connections that streams may take up. */
const connectionShare = 1 / 2;

const retryAfterSeconds = 60;

const longestHeartbeatMs = 15_000;

/** Bytes that wait for a slow client before its stream ends; it reads everything when it reopens. */
const maxWaitingBytes = 16_384;

const heartbeat = ':\n\n';

/** What an event says; `dealIds` is null when anything may have changed. */
type ChangedEvent = { dealIds: number[] | null; customerIds: string[] };

/**
 * Streams that tell panels and lists of whose invoices something changed. An event says only that;
 * the page reads the rows itself, so a stream needs no permission beyond that of opening it.
 */
export const makeStreams = ({
  db,
  clock,
  settings,
  metrics,
  eventDelays,
}: Pick<Dependencies, 'db' | 'clock' | 'settings' | 'metrics' | 'eventDelays'>): Streams => {
  const open = new Set<OpenStream>();
  let closed = false;
  let listening: { stop(): Promise<void> } | null = null;

  const count = (matches: (owner: StreamOwner) => boolean): number =>
    [...open].filter(({ owner }) => matches(owner)).length;

  const checkLimits = ({ companyId, userId }: StreamOwner): void => {
    const ofCompany = (owner: StreamOwner) => owner.companyId === companyId;
    const ofUser = (owner: StreamOwner) => ofCompany(owner) && owner.userId === userId;
    const isFull =
      closed ||
      open.size >= settings.http.maxConnections * connectionShare ||
      count(ofCompany) >= streamsPerCompany ||
      count(ofUser) >= streamsPerUser;
    if (isFull) {
      throw new AppError('too_many_streams', { details: { retryAfter: retryAfterSeconds } });
    }
  };

  const remove = (stream: OpenStream): void => {
    open.delete(stream);
    metrics?.observeStreams(open.size);
  };

  const end = (stream: OpenStream): void => {
    remove(stream);
    stream.body.push(null);
  };

  const send = (stream: OpenStream, text: string): void => {
    if (stream.owner.expiresAt <= clock.now()) end(stream);
    else if (!stream.body.push(text)) stream.body.destroy();
  };

  const deliver = (changes: Change[] | null): void => {
    for (const stream of open) {
      const event = eventFor(stream.owner, changes);
      if (event) send(stream, `event: changed\ndata: ${JSON.stringify(event)}\n\n`);
    }
    for (const change of changes ?? []) {
      const { eventAt } = change;
      const isShown = [...open].some(({ owner }) => isOf(owner, change));
      if (eventAt !== undefined && isShown) {
        eventDelays.count(change, 'display', clock.now() - eventAt);
      }
    }
  };

  /** Starts with the first stream: on PostgreSQL, listening takes up a connection. */
  const listen = () => {
    const unlisten = listenForChanges(db, deliver);
    // Several heartbeats within the time after which the server closes a silent connection.
    const everyMs = Math.min(longestHeartbeatMs, Math.ceil(settings.http.idleTimeoutMs / 4));
    const timer = setInterval(() => {
      for (const stream of open) send(stream, heartbeat);
    }, everyMs);
    return {
      async stop() {
        clearInterval(timer);
        await unlisten();
      },
    };
  };

  return {
    open(owner) {
      checkLimits(owner);
      listening ??= listen();
      const body = new Readable({ read: () => undefined, highWaterMark: maxWaitingBytes });
      const stream = { owner, body };
      open.add(stream);
      metrics?.observeStreams(open.size);
      body.once('close', () => remove(stream));
      body.push(heartbeat);
      return body;
    },
    async close() {
      closed = true;
      for (const stream of open) end(stream);
      await listening?.stop();
    },
  };
};

const isOf = ({ companyId, realmId }: RealmKey, change: Change): boolean =>
  change.companyId === companyId && change.realmId === realmId;

/** The event for the owner of a stream; null when nothing of theirs changed. */
const eventFor = (owner: RealmKey, changes: Change[] | null): ChangedEvent | null => {
  if (changes === null) return { dealIds: null, customerIds: [] };
  const own = changes.find((change) => isOf(owner, change));
  return own ? { dealIds: own.dealIds, customerIds: own.customerIds ?? [] } : null;
};
