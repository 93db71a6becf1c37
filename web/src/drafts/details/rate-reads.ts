export type WantedRate = { currency: string; date: string };

/** State of the request for the rate; `idle` while none is needed. */
export type RateState = 'idle' | 'reading' | 'missing' | 'failed';

type Options = {
  /** Requests the rate from QuickBooks; null where it has none. */
  read: (of: WantedRate, signal: AbortSignal) => Promise<string | null>;
  onRate: (of: WantedRate, rate: string) => void;
  onState: (state: RateState) => void;
  /** Milliseconds after the last change of the date before the request. */
  delay?: number;
};

const same = (one: WantedRate | null, other: WantedRate | null) =>
  one?.currency === other?.currency && one?.date === other?.date;

/** Requests the rate of the latest currency and date; drops responses for earlier ones. */
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
    /** Sets the rate the form needs; null for none. An equal value changes nothing. */
    want(of: WantedRate | null) {
      if (same(of, wanted)) return;
      wanted = of;
      begin(delay);
    },
    again: () => begin(0),
    /** Resolves once no request is pending; starts none. */
    async settled() {
      while (inFlight) await inFlight;
    },
  };
};
