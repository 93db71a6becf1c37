import type { SyncSettings } from '@dealbill/server/contract/sync-settings';
import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { shownSyncSettings } from './queries.ts';

type Change = Partial<SyncSettings> | 'reset';

const mutationKey = ['sync-settings-change'];

/**
 * Saves changed settings at once, one after the other; until then, they are shown as they will be.
 */
export const useSaving = (stored: SyncSettings) => {
  const queryClient = useQueryClient();
  const saving = useMutation({
    mutationKey,
    // Leaving the field of the day saves it; the click that left it often changes another setting.
    scope: { id: 'sync-settings' },
    mutationFn: (change: Change) =>
      change === 'reset' ? api['sync-settings'].reset({}) : api['sync-settings'].change(change),
    onSettled: () => queryClient.invalidateQueries({ queryKey: shownSyncSettings.queryKey }),
  });
  const { isPending, variables } = saving;
  const waiting = useMutationState({
    filters: { mutationKey, status: 'pending' },
    select: ({ state }) => state.variables as Change,
  });
  const changes = waiting.filter((change) => change !== 'reset');
  return {
    settings: Object.assign({}, stored, ...changes) as SyncSettings,
    isPending,
    save: (change: Change) => saving.mutate(change),
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
