export type WantedRate = { currency: string; date: string };

/** Whether a rate is being read, or why there is none; `idle` while none is wanted. */
export type RateState = 'idle' | 'reading' | 'missing' | 'failed';

type Options = {
  /** Asks QuickBooks; null where it has no such rate. */
  read: (of: WantedRate, signal: AbortSignal) => Promise<string | null>;
  onRate: (of: WantedRate, rate: string) => void;
  onState: (state: RateState) => void;
  /** Milliseconds that a date may still change before it is asked for. */
  delay?: number;
};

const same = (one: WantedRate | null, other: WantedRate | null) =>
  one?.currency === other?.currency && one?.date === other?.date;

/** Reads the rate of the latest currency and date; an answer for earlier ones is dropped. */
export const rateReads = ({ read, onRate, onState, delay = 400 }: Options) => {
  let wanted: WantedRate | null = null;
  let stop = new AbortController();
  let inFlight: Promise<void> | null = null;

  const run = async (of: WantedRate, wait: number, { signal }: AbortController) => {
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    if (signal.aborted) return;
    try {
      const rate = await read(of, signal);
      if (signal.aborted) return;
      if (rate !== null) onRate(of, rate);
      onState(rate === null ? 'missing' : 'idle');
    } catch {
      if (!signal.aborted) onState('failed');
    }
  };

  const begin = (wait: number) => {
    stop.abort();
    stop = new AbortController();
    const of = wanted;
    onState(of ? 'reading' : 'idle');
    const reading = of ? run(of, wait, stop) : null;
    inFlight = reading;
    void reading?.finally(() => {
      if (inFlight === reading) inFlight = null;
    });
  };

  return {
    /** What the form lacks now; null for nothing. The same again changes nothing. */
    want(of: WantedRate | null) {
      if (same(of, wanted)) return;
      wanted = of;
      begin(delay);
    },
    again: () => begin(0),
    /** Resolves once no read is in flight; starts none. */
    async settled() {
      while (inFlight) await inFlight;
    },
  };
};
