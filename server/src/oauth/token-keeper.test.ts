import { describe, expect, it } from 'vitest';
import { keeperBench } from '../testing/keeper-bench.ts';

const bench = keeperBench();

describe('a token', () => {
  it('is handed out as it is while it is good', async () => {
    const access = bench.keeper();
    const token = await access.token(bench.connectionId);
    expect(await bench.opensBooks(token)).toBe(true);
    expect(await access.token(bench.connectionId)).toBe(token);
    expect(await bench.refreshes()).toBe(0);
  });

  it('is refreshed when less than a minute is left, and again an hour later', async () => {
    const access = bench.keeper();
    const tokens = new Set([await access.token(bench.connectionId)]);
    bench.clock.advance(3_541_000);
    for (const _hour of [1, 2, 3]) {
      const token = await access.token(bench.connectionId);
      expect(await bench.opensBooks(token)).toBe(true);
      tokens.add(token);
      bench.anHourLater();
    }
    expect(tokens.size).toBe(4);
    expect(await bench.refreshes()).toBe(3);
    expect(await bench.row()).toMatchObject({ version: 3, leaseOwner: null, state: 'active' });
  });

  it('is sealed in the database, with the date its consent ends at the latest', async () => {
    bench.anHourLater();
    const token = await bench.keeper().token(bench.connectionId);
    const kept = await bench.row();
    expect(JSON.stringify(kept)).not.toContain(token);
    expect(kept?.accessToken).toMatch(/^test\./);
    expect(kept?.refreshExpiresAt).toBe(bench.clock.now() + 8_726_400_000);
    await bench.settings({ refreshTokenHardSeconds: 86_400 });
    bench.anHourLater();
    await bench.keeper().token(bench.connectionId);
    const left = ((await bench.row())?.refreshExpiresAt ?? 0) - bench.clock.now();
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(86_400_000);
  });

  it('that was refused is replaced, once for all who had it', async () => {
    const access = bench.keeper();
    const refused = await access.token(bench.connectionId);
    const others = await Promise.all(
      [1, 2, 3].map(() => access.tokenAfter(bench.connectionId, refused)),
    );
    expect(new Set(others).size).toBe(1);
    expect(others[0]).not.toBe(refused);
    expect(await access.tokenAfter(bench.connectionId, refused)).toBe(others[0]);
    expect(await bench.refreshes()).toBe(1);
  });

  it('of an ended or unknown connection does not exist', async () => {
    const access = bench.keeper();
    await expect(access.token('unknown')).rejects.toMatchObject({ code: 'not_connected' });
    await bench.change({ state: 'ended' });
    await expect(access.token(bench.connectionId)).rejects.toMatchObject({ code: 'not_connected' });
    await expect(access.tokenAfter(bench.connectionId, 'old')).rejects.toMatchObject({
      code: 'not_connected',
    });
  });
});

describe('many at once', () => {
  it('in one process refresh once', async () => {
    const access = bench.keeper();
    bench.anHourLater();
    const tokens = await Promise.all(
      Array.from({ length: 20 }, () => access.token(bench.connectionId)),
    );
    expect(new Set(tokens).size).toBe(1);
    expect(await bench.refreshes()).toBe(1);
  });

  it('in two processes on one database refresh once a round, and both get the token that works', async () => {
    const keepers = [bench.keeper(), bench.keeper(bench.openAgain())];
    for (let round = 1; round <= 5; round++) {
      bench.anHourLater();
      const tokens = await Promise.all(
        [...keepers, ...keepers].map((access) => access.token(bench.connectionId)),
      );
      expect(new Set(tokens).size).toBe(1);
      expect(await bench.opensBooks(tokens[0] ?? '')).toBe(true);
      expect(await bench.refreshes()).toBe(round);
    }
  });

  it('wait for a process that is at it, and use what it stored', async () => {
    bench.anHourLater();
    const leased = { leaseOwner: 'other', leaseUntil: bench.clock.now() + bench.leaseMs };
    await bench.change(leased);
    const waiting = bench.keeper().token(bench.connectionId);
    const stored = {
      accessToken: bench.seal('from the other process'),
      expiresAt: bench.clock.now() + 3_600_000,
      version: 1,
      leaseOwner: null,
      leaseUntil: null,
    };
    await bench.change(stored);
    expect(await waiting).toBe('from the other process');
    expect(await bench.refreshes()).toBe(0);
  });

  it('take over from a process that crashed, once its lease has run out', async () => {
    bench.anHourLater();
    const lease = { leaseOwner: 'crashed', leaseUntil: bench.clock.now() + bench.leaseMs };
    await bench.change(lease);
    const waiting = bench.keeper().token(bench.connectionId);
    expect(await bench.refreshes()).toBe(0);
    bench.clock.advance(bench.leaseMs);
    expect(await bench.opensBooks(await waiting)).toBe(true);
    expect(await bench.row()).toMatchObject({ version: 1, leaseOwner: null });
  });
});
