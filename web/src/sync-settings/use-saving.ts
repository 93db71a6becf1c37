import type { SyncSettings } from '@dealbill/server/contract/sync-settings';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { shownSyncSettings } from './queries.ts';

type Change = Partial<SyncSettings> | 'reset';

/** Saves changed settings at once; while saving, they are shown as they will be. */
export const useSaving = (stored: SyncSettings) => {
  const queryClient = useQueryClient();
  const saving = useMutation({
    mutationFn: (change: Change) =>
      change === 'reset' ? api['sync-settings'].reset({}) : api['sync-settings'].change(change),
    onSettled: () => queryClient.invalidateQueries({ queryKey: shownSyncSettings.queryKey }),
  });
  const { isPending, variables } = saving;
  const changed = isPending && variables !== 'reset' ? variables : {};
  return {
    settings: { ...stored, ...changed },
    isPending,
    save: (change: Change) => {
      if (!isPending) saving.mutate(change);
    },
    state: isPending
      ? m.sync_settings_saving()
      : saving.isSuccess
        ? variables === 'reset'
          ? m.sync_settings_reset_done()
          : m.sync_settings_saved()
        : null,
    failure: saving.isError ? failureOf(saving.error) : null,
  };
};

export type Saving = ReturnType<typeof useSaving>;

const failureOf = (error: Error): string => {
  const { code, details } = asApiError(error);
  return m.sync_settings_failed({ reason: messagesFor(code, details).title });
};
