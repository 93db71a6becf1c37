import { useEffect, useState } from 'react';

const tickMs = 30_000;

/** The time in milliseconds since 1970, looked at twice a minute, for words like `5 minutes ago`. */
export const useNow = (): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return now;
};
