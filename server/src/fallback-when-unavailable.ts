import { AppError, isAppError } from './app-error.ts';

/**
 * What would be good to have and can be done without: while QuickBooks or Pipedrive does not answer,
 * `instead` stands for it, so that what was typed can still be shown and kept.
 */
export const fallbackWhenUnavailable = async <T>(ask: () => Promise<T>, instead: T): Promise<T> => {
  try {
    return await ask();
  } catch (error) {
    if (isUnavailable(error) || isAppError(error, 'connection_broken')) return instead;
    throw error;
  }
};

/** Whether a vendor did not respond, or has no time now. */
export const isUnavailable = (error: unknown): boolean =>
  isAppError(
    error,
    'quickbooks_unavailable',
    'quickbooks_busy',
    'pipedrive_unavailable',
    'pipedrive_busy',
  );

/**
 * What nothing depends on: `instead` stands for it whatever the vendor answers, also where it keeps the data
 * from this user.
 */
export const fallbackWhenRefused = async <T>(ask: () => Promise<T>, instead: T): Promise<T> => {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AppError) return instead;
    throw error;
  }
};
