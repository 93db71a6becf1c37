import { useEffect, useEffectEvent } from 'react';
import { confirmInHost, type Question } from '../host/dialogs.ts';

const asking = new Set<() => Question | null>();

/** While there is a question, it is asked before what is shown here is left with Escape. */
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

/** Whether nothing would be lost by leaving, or the user does not mind. */
export const mayLeave = async (): Promise<boolean> => {
  for (const ask of asking) {
    const question = ask();
    if (question && !(await confirmInHost(question))) return false;
  }
  return true;
};
