import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { type Problem, problemsKey } from './queries.ts';

/** A problem that is being tried again, as it was before. */
type Started = { fingerprint: string; since: number };

/** By then most retries have ended; the list goes on reading now and then. */
const patienceMs = 60_000;

/** Retries of the listed problems, until each is gone or has failed anew. */
export const useRetrying = () => {
  const queryClient = useQueryClient();
  const [started, setStarted] = useState<ReadonlyMap<string, Started>>(new Map());
  const [said, setSaid] = useState<ReadonlyMap<string, string>>(new Map());
  const say = (id: string, text: string) => setSaid((before) => new Map(before).set(id, text));
  const forget = (id: string) =>
    setStarted((before) => new Map([...before].filter(([other]) => other !== id)));
  const oldest = Math.min(...[...started.values()].map(({ since }) => since));

  // Ends a retry that takes long, so that its button can be pressed again.
  useEffect(() => {
    if (started.size === 0) return;
    const timer = setTimeout(
      () => {
        for (const [id, { since }] of started) {
          if (performance.now() - since < patienceMs) continue;
          say(id, m.problems_retry_open());
          forget(id);
        }
      },
      Math.max(0, oldest + patienceMs - performance.now()) + 50,
    );
    return () => clearTimeout(timer);
  });

  const retrying = useMutation({
    mutationFn: ({ id }: Problem) => api.problems.retry({ id }),
    onSuccess: ({ outcome }, { id, fingerprint }) => {
      if (outcome === 'failing') say(id, m.problems_retry_failing());
      if (outcome !== 'started') return;
      say(id, '');
      setStarted((before) => new Map(before).set(id, { fingerprint, since: performance.now() }));
    },
    onError: (error, { id }) => {
      const { code, details } = asApiError(error);
      if (code !== 'not_found')
        say(id, m.problems_retry_failed({ reason: messagesFor(code, details).title }));
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: problemsKey }),
  });

  const isPending = ({ id, fingerprint }: Problem): boolean =>
    (retrying.isPending && retrying.variables.id === id) ||
    started.get(id)?.fingerprint === fingerprint;
  return {
    retry: (problem: Problem) => retrying.mutate(problem),
    isPending,
    /** Whether the list should be read again soon. */
    isAny: started.size > 0,
    /** Feedback of the last retry; empty without any. */
    textOf: (problem: Problem): string => {
      if (isPending(problem)) return '';
      const failedAnew = started.has(problem.id);
      return failedAnew ? m.problems_retry_failing() : (said.get(problem.id) ?? '');
    },
  };
};
