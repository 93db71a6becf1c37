import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { useBecameVisible } from '../host/events.ts';
import { api } from '../lib/api.ts';
import { type ApiError, asApiError } from '../lib/api-error.ts';
import { now } from '../lib/clock.ts';
import { tellChange } from '../lib/notify-changes.ts';
import { stateOfAttempt } from './queries.ts';

const askEveryMs = 3_000;

export type Connecting =
  | { step: 'idle' }
  /** The window is open and waits for its URL. */
  | { step: 'opening' }
  /** The browser blocked the window: the user opens `url`. */
  | { step: 'blocked'; url: string }
  | { step: 'waiting' }
  /** The window ended without a connection, for the reason in `code`. */
  | { step: 'refused'; code: string }
  | { step: 'failed'; error: ApiError };

/**
 * Connects in a separate window, because Intuit's pages refuse to be framed. The window may not be
 * able to message its opener, so this polls our server until connected, then runs `done`.
 * `whileActive`: a connection exists already, and is renewed or taken over.
 */
export const useConnect = (done: () => void, { whileActive = false } = {}) => {
  const [state, setState] = useState<Connecting>({ step: 'idle' });
  const [startedAt, setStartedAt] = useState(0);
  const [ticket, setTicket] = useState('');
  const waiting = state.step === 'waiting' || state.step === 'blocked';
  const connection = useQuery({
    ...stateOfAttempt(ticket),
    enabled: waiting,
    staleTime: 0,
    refetchInterval: askEveryMs,
  });
  useBecameVisible(() => {
    if (waiting) connection.refetch();
  });

  const finish = useEffectEvent(() => {
    setState({ step: 'idle' });
    tellChange();
    done();
  });
  const fresh = connection.dataUpdatedAt > startedAt;
  const isConnected =
    connection.data?.connected || (!whileActive && connection.data?.state === 'active');
  const connected = waiting && fresh && isConnected === true;
  useEffect(() => {
    if (connected) finish();
  }, [connected]);

  const refused = waiting && fresh ? (connection.data?.refused ?? null) : null;
  useEffect(() => {
    if (refused !== null) setState({ step: 'refused', code: refused });
  }, [refused]);

  /** Call it directly in the click handler, or the browser blocks the window as a pop-up. */
  const start = async () => {
    const opened = window.open('/connect#opening', '_blank');
    setState({ step: 'opening' });
    setStartedAt(now());
    try {
      const { url } = await api.connection.ticket({});
      setTicket(new URL(url).searchParams.get('ticket') ?? '');
      if (opened) opened.location.href = url;
      setState(opened ? { step: 'waiting' } : { step: 'blocked', url });
    } catch (error) {
      opened?.close();
      setState({ step: 'failed', error: asApiError(error) });
    }
  };
  return { state, start };
};
