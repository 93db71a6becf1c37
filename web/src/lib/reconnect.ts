import { createContext, type ReactNode, use } from 'react';
import type { ApiError, WebErrorCode } from './api-error.ts';

/** Why QuickBooks must be connected first, for the first time or again. */
const wantsConsent = new Set<WebErrorCode>(['connection_broken', 'not_connected']);

type Banner = (done: () => void, code?: WebErrorCode) => ReactNode;

/**
 * Makes the banner of a screen that needs QuickBooks connected: it leads there and runs `done` afterwards.
 * The page that knows how to connect provides it; null where none does.
 */
export const Reconnect = createContext<Banner | null>(null);

/** The banner for an error that connecting solves; null for any other error, and where there is no banner. */
export const useReconnect = (error: ApiError | null, done: () => void): ReactNode => {
  const banner = use(Reconnect);
  return error && banner && wantsConsent.has(error.code) ? banner(done, error.code) : null;
};
