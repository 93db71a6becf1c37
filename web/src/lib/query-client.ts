import { QueryClient } from '@tanstack/react-query';
import { asApiError, type WebErrorCode } from './api-error.ts';

/** Trouble that may pass by itself within seconds; everything else is told at once. */
const passing = new Set<WebErrorCode>(['offline', 'internal']);

/** True when one more silent attempt makes sense. */
export const worthRetrying = (failures: number, error: unknown): boolean =>
  failures < 1 && passing.has(asApiError(error).code);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // A browser's idea of being offline is often wrong in iframes: ask, and see.
      networkMode: 'always',
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: true,
      retry: worthRetrying,
      retryDelay: 700,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});
