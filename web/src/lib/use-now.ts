import { useEffect, useState } from 'react';
import { now } from './clock.ts';

/**
 * Current time in milliseconds since 1970, updated every `tickMs`, for texts such as `5 minutes
 * ago`.
 */
export const useNow = (tickMs = 30_000): number => {
  const [at, setAt] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setAt(now()), tickMs);
    return () => clearInterval(timer);
  }, [tickMs]);
  return at;
};
