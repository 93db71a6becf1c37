import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedIntervals, type ReadBudget, readsLeft, restOfMonth } from './interval.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

const budget = (differs: Partial<ReadBudget> = {}): ReadBudget => ({
  now: Date.parse('2027-04-01T00:00:00Z'),
  perMonth: 500_000,
  usedByFeed: 0,
  usedByOthers: 0,
  companies: 1,
  patient: 0,
  quiet: 0,
  shortestMs: 15 * minute,
  ...differs,
});

const anyBudget = fc
  .record({
    now: fc.integer({ min: Date.UTC(2027, 0), max: Date.UTC(2029, 0) }),
    perMonth: fc.integer({ min: 1, max: 5_000_000 }),
    usedByFeed: fc.nat(600_000),
    usedByOthers: fc.nat(600_000),
    companies: fc.nat(10_000),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    quietShare: fc.double({ min: 0, max: 1, noNaN: true }),
    shortestMs: fc.integer({ min: minute, max: 2 * day }),
  })
  .map(({ share, quietShare, ...rest }) => {
    const quiet = Math.floor(quietShare * rest.companies);
    return { ...rest, quiet, patient: Math.floor(share * (rest.companies - quiet)) };
  });

describe('feedIntervals', () => {
  it.each([
    [1, 15],
    [173, 15],
    [346, 30],
    // 14.4 million reads would be needed for 15 minutes.
    [5_000, 432],
  ])('lets %i companies read every %i minutes with 500,000 reads', (companies, minutes) => {
    const { usualMs } = feedIntervals(budget({ companies }));
    expect(Math.round(usualMs / minute)).toBe(minutes);
  });

  it('leaves room for what everything else reads', () => {
    const now = Date.parse('2027-04-16T00:00:00Z');
    const half = budget({ now, companies: 173, usedByOthers: 125_000, usedByFeed: 125_000 });
    // 125,000 of 250,000 are left for half a month.
    expect(feedIntervals(half).usualMs).toBeCloseTo(30 * minute, -5);
  });

  it('lets patient companies give way first', () => {
    const some = feedIntervals(budget({ companies: 200, patient: 100 }));
    expect(some.usualMs).toBe(15 * minute);
    expect(some.patientMs).toBeGreaterThan(15 * minute);
  });

  it('keeps the usual interval for active companies among 5,000 of which most are quiet', () => {
    const many = { companies: 5_000, quiet: 4_900, patient: 40 };
    const { usualMs, patientMs, quietMs } = feedIntervals(budget(many));
    expect(usualMs).toBe(15 * minute);
    expect(quietMs).toBe(day);
    const reads = (60 * 30 * day) / usualMs + (40 * 30 * day) / patientMs + 4_900 * 2 * 30;
    expect(reads).toBeLessThanOrEqual(500_000);
  });

  it('reads once a day when nothing is left', () => {
    const spent = budget({ usedByOthers: 500_000 });
    expect(feedIntervals(spent)).toEqual({ usualMs: day, patientMs: day, quietMs: day });
  });

  it('stays within the budget, or at one read a day', () => {
    fc.assert(
      fc.property(anyBudget, (of) => {
        const { usualMs, patientMs } = feedIntervals(of);
        const longest = Math.max(day, of.shortestMs);
        const left = restOfMonth(of.now);
        const usual = of.companies - of.patient - of.quiet;
        const reads =
          (usual * left) / usualMs +
          (of.patient * left) / patientMs +
          (2 * of.quiet * left) / longest;
        if (reads > readsLeft(of) + 1e-6) {
          if (usual > 0) expect(usualMs).toBe(longest);
          if (of.patient > 0) expect(patientMs).toBe(longest);
        }
      }),
    );
  });

  it('is never shorter than the setting or longer than a day, and longest for patient companies', () => {
    fc.assert(
      fc.property(anyBudget, (of) => {
        const { usualMs, patientMs } = feedIntervals(of);
        expect(usualMs).toBeGreaterThanOrEqual(of.shortestMs);
        expect(patientMs).toBeGreaterThanOrEqual(usualMs);
        expect(patientMs).toBeLessThanOrEqual(Math.max(day, of.shortestMs));
      }),
    );
  });

  it('is never shorter with more companies', () => {
    fc.assert(
      fc.property(anyBudget, fc.nat(500), (of, more) => {
        const { usualMs } = feedIntervals(of);
        const grown = feedIntervals({ ...of, companies: of.companies + more });
        expect(grown.usualMs).toBeGreaterThanOrEqual(usualMs);
      }),
    );
  });
});
