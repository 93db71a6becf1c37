import { useEffect, useEffectEvent } from 'react';
import { confirmInHost, type Question } from '../host/dialogs.ts';

const asking = new Set<() => Question | null>();

/** Shows the question before Escape leaves the screen, while it is not null. */
export const useUnsaved = (question: Question | null): void => {
  const now = useEffectEvent(() => question);
  useEffect(() => {
    const ask = () => now();
    asking.add(ask);
    return () => {
      asking.delete(ask);
    };
  }, []);
};

/** Asks every registered question; resolves to false as soon as the user declines one. */
export const mayLeave = async (): Promise<boolean> => {
  for (const ask of asking) {
    const question = ask();
    if (question && !(await confirmInHost(question))) return false;
  }
  return true;
};
