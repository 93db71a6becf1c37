import type { Raw } from './faults.ts';

type NetworkError = { code?: string; syscall?: string; errors?: NetworkError[] };

/**
 * A network error as its name and what the system was asked for. Where several addresses were tried, the
 * errors stand one level below.
 */
export const networkError = (name: string | undefined, cause: unknown): Raw => {
  const { code, syscall, errors } = (cause ?? {}) as NetworkError;
  const [first] = errors ?? [];
  return { networkError: name ?? code ?? first?.code, syscall: syscall ?? first?.syscall };
};
