import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** Delay before a lost connection is replaced. */
const reconnectMs = 1_000;

/**
 * Calls `onSignal` with the payload of each signal on `channel`, and with an empty one after each
 * connect. Uses a separate connection and reconnects when it is lost. The returned function stops
 * listening.
 */
export const listenOnPostgres = (
  url: string,
  channel: string,
  onSignal: (payload: string) => void,
): (() => Promise<void>) => {
  const closing = new AbortController();
  const { signal } = closing;

  const listenUntilLost = async () => {
    const client = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      application_name: 'dealbill',
    });
    const lost = new Promise<void>((resolve) => {
      client.once('error', () => resolve());
      client.once('end', () => resolve());
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    client.on('notification', ({ payload = '' }) => onSignal(payload));
    try {
      await client.connect();
      await client.query(`listen ${pg.escapeIdentifier(channel)}`);
      // Signals sent before this connection listened are lost, so one is assumed.
      onSignal('');
      await lost;
    } finally {
      await client.end().catch(() => null);
    }
  };
  const loop = async () => {
    while (!signal.aborted) {
      await listenUntilLost().catch(() => null);
      if (!signal.aborted) await pause(reconnectMs, null, { signal }).catch(() => null);
    }
  };
  const listening = loop();
  return async () => {
    closing.abort();
    await listening;
  };
};
