import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RateState, rateReads, type WantedRate } from './rate-reads.ts';

const euro = { currency: 'EUR', date: '2026-11-27' };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const open = (answers: (of: WantedRate) => Promise<string | null>) => {
  const asked: WantedRate[] = [];
  const rates: string[] = [];
  const states: RateState[] = [];
  const reads = rateReads({
    read: (of) => {
      asked.push(of);
      return answers(of);
    },
    onRate: ({ currency, date }, rate) => rates.push(`${currency} ${date} ${rate}`),
    onState: (state) => states.push(state),
  });
  return { reads, asked, rates, states };
};

describe('rateReads', () => {
  it('requests once, for the date that remains after typing', async () => {
    const { reads, asked, rates, states } = open(async () => '0.86');
    reads.want({ ...euro, date: '2026-11-02' });
    await vi.advanceTimersByTimeAsync(100);
    reads.want(euro);
    reads.want({ ...euro });
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toEqual([euro]);
    expect(rates).toEqual(['EUR 2026-11-27 0.86']);
    expect(states.at(-1)).toBe('idle');
  });

  it('drops a response for a currency that has changed', async () => {
    const { reads, rates } = open(({ currency }) =>
      currency === 'EUR'
        ? new Promise((resolve) => setTimeout(() => resolve('0.86'), 5000))
        : Promise.resolve('0.79'),
    );
    reads.want(euro);
    await vi.advanceTimersByTimeAsync(1000);
    reads.want({ ...euro, currency: 'USD' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(rates).toEqual(['USD 2026-11-27 0.79']);
  });

  it('lets Create wait for pending requests and starts none', async () => {
    const { reads, asked, rates } = open(async () => '0.86');
    await reads.settled();
    expect(asked).toEqual([]);
    reads.want(euro);
    const waiting = reads.settled().then(() => rates.length);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await waiting).toBe(1);
  });

  it('reports that QuickBooks has no rate or is unavailable, and requests again', async () => {
    const answers = [async () => null, () => Promise.reject(new Error('offline'))];
    const { reads, states, rates } = open(async () => (answers.shift() ?? (async () => '0.86'))());
    reads.want(euro);
    await vi.advanceTimersByTimeAsync(1000);
    expect(states.at(-1)).toBe('missing');
    reads.again();
    await vi.advanceTimersByTimeAsync(0);
    expect(states.at(-1)).toBe('failed');
    reads.again();
    await vi.advanceTimersByTimeAsync(0);
    expect(rates).toHaveLength(1);
    expect(states.at(-1)).toBe('idle');
  });
});
