import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { repeatWork } from '../live/repeat-work.ts';
import { useLiveChanges } from '../live/use-live-changes.ts';
import { problemsKey } from './queries.ts';

/** A series of changes causes one request per second. */
const rereadPauseMs = 1_000;

/** Reads the shown problems again when the server announces a change, once `ready`. */
export const useLiveProblems = (ready: boolean): void => {
  const queryClient = useQueryClient();
  const [reread] = useState(() =>
    repeatWork(() => queryClient.invalidateQueries({ queryKey: problemsKey }), rereadPauseMs),
  );
  useLiveChanges(ready, { opened: reread, changed: reread });
};
