import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import type { InvoiceContext } from '../host/read-context.ts';
import { foundProblems } from './queries.ts';

/**
 * The problems of a context, read once `ready` and again whenever `version` changes: what panels
 * show changes together with their problems. Undefined until then, and when they cannot be read.
 */
export const useFoundProblems = (
  context: InvoiceContext,
  { ready, version }: { ready: boolean; version: number },
) => {
  const { data, isFetched, refetch } = useQuery({
    ...foundProblems(context),
    enabled: ready,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const reread = useEffectEvent(() => {
    if (isFetched) void refetch();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version is the reason to read again
  useEffect(() => {
    if (ready) reread();
  }, [ready, version]);
  return data;
};
