import type { DraftStatus } from '@dealbill/server/contract/drafts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef } from 'react';
import { api } from '../../lib/api.ts';
import { asApiError } from '../../lib/api-error.ts';

const pollEveryMs = 2500;

const statusOf = async (draftId: string, signal: AbortSignal): Promise<DraftStatus | null> => {
  try {
    return await api.drafts.status({ draftId }, { signal });
  } catch (error) {
    if (asApiError(error).code === 'not_found') return null;
    throw error;
  }
};

/**
 * Polls the status of a draft and passes each response with the number of reads so far; null for a
 * draft the server does not know. `unreachable` is true after a failed read.
 */
export const useOutcome = (
  draftId: string,
  onLook: (status: DraftStatus | null, looks: number) => void,
): { unreachable: boolean } => {
  const looks = useRef(0);
  const look = useQuery({
    queryKey: ['drafts', 'status', draftId],
    queryFn: async ({ signal }) => ({ status: await statusOf(draftId, signal) }),
    refetchInterval: pollEveryMs,
    staleTime: 0,
    gcTime: 0,
    retry: false,
    structuralSharing: false,
  });
  const tell = useEffectEvent((status: DraftStatus | null) => {
    looks.current += 1;
    onLook(status, looks.current);
  });
  const { data } = look;
  useEffect(() => {
    if (data) tell(data.status);
  }, [data]);
  return { unreachable: look.isError };
};
