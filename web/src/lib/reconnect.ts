import { createContext, type ReactNode, use } from 'react';
import type { ApiError, WebErrorCode } from './api-error.ts';

/** Codes solved by connecting QuickBooks, for the first time or again. */
const wantsConsent = new Set<WebErrorCode>(['connection_broken', 'not_connected']);

/** Whether connecting QuickBooks solves an error. */
export const isSolvedByConnecting = ({ code }: ApiError): boolean => wantsConsent.has(code);

type Banner = (done: () => void, code?: WebErrorCode) => ReactNode;

/**
 * Renders the banner of a screen that needs QuickBooks connected; runs `done` after connecting. The
 * page that can connect provides it; null on other pages.
 */
export const Reconnect = createContext<Banner | null>(null);

/**
 * Returns the banner for an error that connecting solves; null for other errors, and on pages
 * without a banner.
 */
export const useReconnect = (error: ApiError | null, done: () => void): ReactNode => {
  const banner = use(Reconnect);
  return error && banner && isSolvedByConnecting(error) ? banner(done, error.code) : null;
};
