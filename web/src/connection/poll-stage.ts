import type { ConnectPage } from '@dealbill/server/contract/connection';
import { queryOptions } from '@tanstack/react-query';
import { ApiError, errorOf } from '../lib/api-error.ts';

/** Polling interval until QuickBooks confirms a consent. */
const askAgainMs = 3_000;

const look = async (ticket: string, signal: AbortSignal): Promise<ConnectPage> => {
  const response = await fetch('/connect/look', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ticket }),
    signal,
  }).catch(() => {
    throw new ApiError('offline');
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw errorOf(response.status, body);
  return body as ConnectPage;
};

/** Meaning of the ticket in the URL. Requested without a panel token: this window has none. */
export const connectPageOf = (ticket: string) =>
  queryOptions({
    queryKey: ['connect-page', ticket],
    queryFn: ({ signal }) => look(ticket, signal),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.data?.stage === 'checking' ? askAgainMs : false),
  });
