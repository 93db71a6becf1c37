import type { Server } from 'node:http';
import type { FastifyHttpOptions } from 'fastify';
import type { Settings } from '../config.ts';

/** Of the time that a request may take to arrive, its head may take this share. */
const shareOfHead = 1 / 2;

/** A response waits for at most so many calls to a vendor, one after the other. */
const callsPerResponse = 6;

/** Nobody without a token sends more than this: a ticket, an answer, a notice of Pipedrive. */
export const smallBody = 4_096;

/**
 * How long a connection may stay: a request must arrive in time, and a connection that carries none, or whose
 * client does not read the response, is closed. Node closes what never sent a byte with the time-out of
 * the head (https://nodejs.org/api/http.html#serverheaderstimeout).
 */
export const connectionOptions = ({
  http,
  quickbooks,
}: Pick<Settings, 'http' | 'quickbooks'>): FastifyHttpOptions<Server> => ({
  requestTimeout: http.requestTimeoutMs,
  keepAliveTimeout: http.idleTimeoutMs,
  connectionTimeout: Math.max(http.idleTimeoutMs, callsPerResponse * quickbooks.timeoutMs),
  http: {
    headersTimeout: Math.ceil(http.requestTimeoutMs * shareOfHead),
    connectionsCheckingInterval: Math.min(5_000, Math.ceil(http.requestTimeoutMs / 4)),
  },
});
