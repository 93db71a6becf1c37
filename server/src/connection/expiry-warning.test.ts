import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysLeft, openWarning, reachedWarning } from './expiry-warning.ts';
import { needsRefresh } from './idle-token.ts';

const day = 86_400_000;
const expiry = 1_000 * day;
const before = (days: number) => expiry - days * day;
const connection = (warningDismissedAt: number | null = null) => ({
  refreshExpiresAt: expiry,
  warningDismissedAt,
});

describe('the warning before the permission expires', () => {
  it.each([
    [100, null],
    [30.01, null],
    [30, 30],
    [7.01, 30],
    [7, 7],
    [0, 7],
    [-3, 7],
  ])('with %d days left is that of threshold %j', (days, threshold) => {
    expect(reachedWarning(connection(), before(days))?.within ?? null).toBe(threshold);
  });

  it('is none when Intuit does not state an expiry', () => {
    const unknown = { refreshExpiresAt: null, warningDismissedAt: null };
    expect(openWarning(unknown, expiry)).toBeNull();
  });

  it('comes back at seven days after it was dismissed at thirty', () => {
    const dismissed = connection(before(29));
    expect(openWarning(dismissed, before(20))).toBeNull();
    expect(openWarning(dismissed, before(7))).toEqual({ within: 7, at: expiry });
  });

  it('stays away after it was dismissed at seven days', () => {
    expect(openWarning(connection(before(6)), before(1))).toBeNull();
  });

  it('comes back for a later expiry after a renewal', () => {
    const renewed = { refreshExpiresAt: expiry + 100 * day, warningDismissedAt: before(6) };
    expect(openWarning(renewed, expiry + 71 * day)?.within).toBe(30);
  });

  it('is never shown for longer than its threshold, whatever was dismissed', () => {
    const instants = fc.integer({ min: before(120), max: expiry + day });
    fc.assert(
      fc.property(instants, fc.option(instants), (now, dismissedAt) => {
        const warning = openWarning(connection(dismissedAt), now);
        return warning === null || daysLeft(warning.at, now) <= warning.within;
      }),
    );
  });
});

describe('an idle token', () => {
  const token = { state: 'active' as const, expiresAt: before(90), refreshExpiresAt: expiry };

  it.each([
    ['is left alone while other work uses it', before(90) + 1, false],
    ['is left alone for a week', before(83.01), false],
    ['is refreshed after a week', before(83), true],
  ])('%s', (_, now, expected) => {
    expect(needsRefresh(token, now)).toBe(expected);
  });

  it('is refreshed daily in its last thirty days, once its access token has expired', () => {
    const inUse = { ...token, expiresAt: before(20) };
    expect(needsRefresh(inUse, before(20) - 1)).toBe(false);
    expect(needsRefresh(inUse, before(20))).toBe(true);
  });

  it('is not refreshed when Intuit has refused it', () => {
    expect(needsRefresh({ ...token, state: 'broken' }, expiry)).toBe(false);
  });
});
