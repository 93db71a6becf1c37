import type { Server } from 'node:http';
import type { FastifyHttpOptions } from 'fastify';
import type { Settings } from '../config.ts';

/** Share of the request time-out that the headers may take. */
const headerShare = 1 / 2;

/** Largest number of sequential vendor calls that one response waits for. */
const callsPerResponse = 6;

/**
 * Time-outs that close slow and idle connections, also those whose client does not read the
 * response. A connection that never sends a byte is closed by `headersTimeout`.
 * https://nodejs.org/api/http.html#serverheaderstimeout
 */
export const connectionOptions = ({
  http,
  quickbooks,
}: Pick<Settings, 'http' | 'quickbooks'>): FastifyHttpOptions<Server> => ({
  requestTimeout: http.requestTimeoutMs,
  keepAliveTimeout: http.idleTimeoutMs,
  connectionTimeout: Math.max(http.idleTimeoutMs, callsPerResponse * quickbooks.timeoutMs),
  http: {
    headersTimeout: Math.ceil(http.requestTimeoutMs * headerShare),
    connectionsCheckingInterval: Math.min(5_000, Math.ceil(http.requestTimeoutMs / 4)),
  },
});
