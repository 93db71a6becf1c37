import { useEffect, useState } from 'react';

/** The time in milliseconds since 1970, read every `tickMs`, for words like `5 minutes ago`. */
export const useNow = (tickMs = 30_000): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, [tickMs]);
  return now;
};
