import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { type ShownReminder, shownReminders } from './queries.ts';

type Edited = {
  days: string;
  /** A kind of assignee, or the id of a user. */
  assignee: string;
  activityType: string;
  text: string;
};

const editedFrom = ({ days, assignee, assigneeId, activityType, text }: ShownReminder): Edited => ({
  days: String(days),
  assignee: assignee === 'user' ? String(assigneeId) : assignee,
  activityType,
  text,
});

const daysOf = (text: string): number | null => {
  const days = /^\d{1,3}$/.test(text.trim()) ? Number(text) : 0;
  return days >= 1 && days <= 365 ? days : null;
};

/** What the user has entered for a reminder, and how it is saved. */
export const useReminder = (reminder: ShownReminder) => {
  const queryClient = useQueryClient();
  const [edits, setEdits] = useState<Partial<Edited>>({});
  const [include, setInclude] = useState(false);
  const edited = { ...editedFrom(reminder), ...edits };
  const days = daysOf(edited.days);
  const mutation = useMutation({
    mutationFn: (enabled: boolean) => {
      const { assignee } = edited;
      const isKind = assignee === 'connection_owner' || assignee === 'deal_owner';
      return api.reminders.save({
        name: reminder.name,
        enabled,
        days: days ?? reminder.days,
        assignee: isKind ? assignee : 'user',
        assigneeId: isKind ? null : Number(assignee),
        activityType: edited.activityType,
        text: edited.text.trim() || reminder.text,
        includeExisting: enabled && include,
      });
    },
    onSuccess: () => setInclude(false),
    onSettled: () => queryClient.invalidateQueries({ queryKey: shownReminders.queryKey }),
  });
  return {
    edited,
    change: (changes: Partial<Edited>) => {
      mutation.reset();
      setEdits((before) => ({ ...before, ...changes }));
    },
    days,
    include,
    setInclude,
    save: (enabled: boolean) => {
      if (!mutation.isPending) mutation.mutate(enabled);
    },
    saving: {
      isPending: mutation.isPending,
      error: mutation.isError ? asApiError(mutation.error) : null,
      /** Whether it was switched on; null when nothing was saved. */
      saved: mutation.isSuccess ? mutation.variables : null,
    },
  };
};
