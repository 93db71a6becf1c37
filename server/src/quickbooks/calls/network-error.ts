import type { Raw } from './faults.ts';

type NetworkError = { code?: string; syscall?: string; errors?: NetworkError[] };

/**
 * Extracts name and system call of a network error; an AggregateError holds them one level deeper.
 */
export const networkError = (name: string | undefined, cause: unknown): Raw => {
  const { code, syscall, errors } = (cause ?? {}) as NetworkError;
  const [first] = errors ?? [];
  return { networkError: name ?? code ?? first?.code, syscall: syscall ?? first?.syscall };
};
