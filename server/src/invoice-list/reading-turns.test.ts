import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ListFixture, openListFixture } from '../testing/list-fixture.ts';
import { measureTurns, type Turns } from '../testing/turns.ts';

/** Milliseconds of processor time between two turns of the event loop of the thread that serves everybody. */
const limitMs = 50;

const many = 3_000;

let fixture: ListFixture;
beforeAll(async () => {
  fixture = await openListFixture('us', { env: { RATE_LIMIT_PER_MINUTE: '1000000' } });
});

const told: string[] = [];
afterAll(() => {
  for (const line of told) console.log(line);
});

/** Reads all of the customer's invoices anew, page by page, as a list does that is opened after a day. */
const readAll = async (): Promise<Turns> => {
  fixture.clock.advance(25 * 3_600_000);
  return measureTurns(async () => {
    while ((await fixture.load()).more);
  });
};

/** Measures again what seems slow: the engine may have compiled or collected something meanwhile. */
const mustGiveWay = async (name: string, count: number): Promise<void> => {
  let best = await readAll();
  for (let time = 0; time < 20 && best.longestMs > limitMs; time += 1) {
    const again = await readAll();
    if (again.longestMs < best.longestMs) best = again;
  }
  expect((await fixture.list()).count).toBe(count);
  const [longest, all, wall] = [best.longestMs, best.processorMs, best.wallMs].map(Math.round);
  told.push(
    `longest turn ${best.longestMs.toFixed(1)} ms while reading ${name}; ${longest} of ${all} ms, wall ${wall} ms`,
  );
  expect(best.longestMs, 'milliseconds between two turns').toBeLessThanOrEqual(limitMs);
};

describe('reading many invoices', () => {
  it('gives way to requests while it parses and stores them', async () => {
    await fixture.linkTo(await fixture.putMany(many));
    await mustGiveWay(`${many} invoices`, many);
  }, 120_000);

  it('gives way also where they have many lines', async () => {
    const customer = await fixture.putMany(1);
    for (let n = 0; n < 6; n += 1) {
      await fixture.put(Array.from({ length: 100 }, () => ({ customer, lines: 60 })));
    }
    await fixture.linkTo(customer);
    await mustGiveWay('601 invoices of 60 lines', 601);
  }, 120_000);
});
