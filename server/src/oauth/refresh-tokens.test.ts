import { describe, expect, it } from 'vitest';
import { tokenFixture } from '../testing/token-fixture.ts';

const fixture = tokenFixture();

describe('a token', () => {
  it('is handed out as it is while it is good', async () => {
    const access = fixture.keeper();
    const token = await access.token(fixture.connectionId);
    expect(await fixture.opensBooks(token)).toBe(true);
    expect(await access.token(fixture.connectionId)).toBe(token);
    expect(await fixture.refreshes()).toBe(0);
  });

  it('is refreshed when less than a minute is left, and again an hour later', async () => {
    const access = fixture.keeper();
    const tokens = new Set([await access.token(fixture.connectionId)]);
    fixture.clock.advance(3_541_000);
    for (const _hour of [1, 2, 3]) {
      const token = await access.token(fixture.connectionId);
      expect(await fixture.opensBooks(token)).toBe(true);
      tokens.add(token);
      fixture.anHourLater();
    }
    expect(tokens.size).toBe(4);
    expect(await fixture.refreshes()).toBe(3);
    expect(await fixture.row()).toMatchObject({ version: 3, leaseOwner: null, state: 'active' });
  });

  it('is sealed in the database, with the date its consent ends at the latest', async () => {
    fixture.anHourLater();
    const token = await fixture.keeper().token(fixture.connectionId);
    const kept = await fixture.row();
    expect(JSON.stringify(kept)).not.toContain(token);
    expect(kept?.accessToken).toMatch(/^test\./);
    expect(kept?.refreshExpiresAt).toBe(fixture.clock.now() + 8_726_400_000);
    await fixture.settings({ refreshTokenHardSeconds: 86_400 });
    fixture.anHourLater();
    await fixture.keeper().token(fixture.connectionId);
    const left = ((await fixture.row())?.refreshExpiresAt ?? 0) - fixture.clock.now();
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(86_400_000);
  });

  it('that was refused is replaced, once for all who had it', async () => {
    const access = fixture.keeper();
    const refused = await access.token(fixture.connectionId);
    const others = await Promise.all(
      [1, 2, 3].map(() => access.tokenAfter(fixture.connectionId, refused)),
    );
    expect(new Set(others).size).toBe(1);
    expect(others[0]).not.toBe(refused);
    expect(await access.tokenAfter(fixture.connectionId, refused)).toBe(others[0]);
    expect(await fixture.refreshes()).toBe(1);
  });

  it('of an ended or unknown connection does not exist', async () => {
    const access = fixture.keeper();
    await expect(access.token('unknown')).rejects.toMatchObject({ code: 'not_connected' });
    await fixture.change({ state: 'ended' });
    await expect(access.token(fixture.connectionId)).rejects.toMatchObject({
      code: 'not_connected',
    });
    await expect(access.tokenAfter(fixture.connectionId, 'old')).rejects.toMatchObject({
      code: 'not_connected',
    });
  });
});

describe('many at once', () => {
  it('in one process refresh once', async () => {
    const access = fixture.keeper();
    fixture.anHourLater();
    const tokens = await Promise.all(
      Array.from({ length: 20 }, () => access.token(fixture.connectionId)),
    );
    expect(new Set(tokens).size).toBe(1);
    expect(await fixture.refreshes()).toBe(1);
  });

  it('in two processes on one database refresh once a round, and both get the token that works', async () => {
    const keepers = [fixture.keeper(), fixture.keeper(fixture.openAgain())];
    for (let round = 1; round <= 5; round++) {
      fixture.anHourLater();
      const tokens = await Promise.all(
        [...keepers, ...keepers].map((access) => access.token(fixture.connectionId)),
      );
      expect(new Set(tokens).size).toBe(1);
      expect(await fixture.opensBooks(tokens[0] ?? '')).toBe(true);
      expect(await fixture.refreshes()).toBe(round);
    }
  });

  it('wait for a process that is at it, and use what it stored', async () => {
    fixture.anHourLater();
    const leased = { leaseOwner: 'other', leaseUntil: fixture.clock.now() + fixture.leaseMs };
    await fixture.change(leased);
    const waiting = fixture.keeper().token(fixture.connectionId);
    const stored = {
      accessToken: fixture.seal('from the other process'),
      expiresAt: fixture.clock.now() + 3_600_000,
      version: 1,
      leaseOwner: null,
      leaseUntil: null,
    };
    await fixture.change(stored);
    expect(await waiting).toBe('from the other process');
    expect(await fixture.refreshes()).toBe(0);
  });

  it('take over from a process that crashed, once its lease has run out', async () => {
    fixture.anHourLater();
    const lease = { leaseOwner: 'crashed', leaseUntil: fixture.clock.now() + fixture.leaseMs };
    await fixture.change(lease);
    const waiting = fixture.keeper().token(fixture.connectionId);
    expect(await fixture.refreshes()).toBe(0);
    fixture.clock.advance(fixture.leaseMs);
    expect(await fixture.opensBooks(await waiting)).toBe(true);
    expect(await fixture.row()).toMatchObject({ version: 1, leaseOwner: null });
  });
});
