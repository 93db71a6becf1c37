import { QueryClient } from '@tanstack/react-query';
import { asApiError, type WebErrorCode } from './api-error.ts';

/** Failures that often pass within seconds. All others are shown at once. */
const passing = new Set<WebErrorCode>(['offline', 'internal']);

/** Returns true when one silent retry makes sense. */
export const worthRetrying = (failures: number, error: unknown): boolean =>
  failures < 1 && passing.has(asApiError(error).code);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Browsers often report a wrong offline state in iframes, so requests are always sent.
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
