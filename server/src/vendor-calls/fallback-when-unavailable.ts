import { AppError, isAppError } from '../app-error.ts';

/**
 * Returns `fallback` when QuickBooks or Pipedrive is unavailable or disconnected. Use it only for
 * optional data, so that the form can still be shown and saved.
 */
export const fallbackWhenUnavailable = async <T>(
  read: () => Promise<T>,
  fallback: T,
): Promise<T> => {
  try {
    return await read();
  } catch (error) {
    if (isUnavailable(error) || isAppError(error, 'connection_broken')) return fallback;
    throw error;
  }
};

/** Whether a vendor did not respond or is over a rate limit. */
export const isUnavailable = (error: unknown): boolean =>
  isAppError(
    error,
    'quickbooks_unavailable',
    'quickbooks_busy',
    'pipedrive_unavailable',
    'pipedrive_busy',
  );

/**
 * Returns `fallback` for any vendor error, including missing permissions. Use it for data that
 * nothing depends on.
 */
export const fallbackWhenRefused = async <T>(read: () => Promise<T>, fallback: T): Promise<T> => {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AppError) return fallback;
    throw error;
  }
};
