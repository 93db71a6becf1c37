import { describe, expect, it } from 'vitest';
import { tokenFixture } from '../testing/token-fixture.ts';

const fixture = tokenFixture();

describe('makeTokenRefresher', () => {
  it('returns the stored token while it is valid', async () => {
    const access = fixture.keeper();
    const token = await access.token(fixture.connectionId);
    expect(await fixture.isAccepted(token)).toBe(true);
    expect(await access.token(fixture.connectionId)).toBe(token);
    expect(await fixture.refreshes()).toBe(0);
  });

  it('refreshes a token with less than a minute left, and again an hour later', async () => {
    const access = fixture.keeper();
    const tokens = new Set([await access.token(fixture.connectionId)]);
    fixture.clock.advance(3_541_000);
    for (const _hour of [1, 2, 3]) {
      const token = await access.token(fixture.connectionId);
      expect(await fixture.isAccepted(token)).toBe(true);
      tokens.add(token);
      fixture.expireAccessTokens();
    }
    expect(tokens.size).toBe(4);
    expect(await fixture.refreshes()).toBe(3);
    expect(await fixture.row()).toMatchObject({ version: 3, leaseId: null, state: 'active' });
  });

  it('encrypts the stored token and stores the latest expiry of the consent', async () => {
    fixture.expireAccessTokens();
    const token = await fixture.keeper().token(fixture.connectionId);
    const stored = await fixture.row();
    expect(JSON.stringify(stored)).not.toContain(token);
    expect(stored?.accessToken).toMatch(/^test\./);
    expect(stored?.refreshExpiresAt).toBe(fixture.clock.now() + 8_726_400_000);
    await fixture.settings({ refreshTokenHardSeconds: 86_400 });
    fixture.expireAccessTokens();
    await fixture.keeper().token(fixture.connectionId);
    const left = ((await fixture.row())?.refreshExpiresAt ?? 0) - fixture.clock.now();
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(86_400_000);
  });

  it('replaces a refused token once for all callers', async () => {
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

  it('throws not_connected for an ended or unknown connection', async () => {
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

describe('concurrent callers', () => {
  it('share one refresh within a process', async () => {
    const access = fixture.keeper();
    fixture.expireAccessTokens();
    const tokens = await Promise.all(
      Array.from({ length: 20 }, () => access.token(fixture.connectionId)),
    );
    expect(new Set(tokens).size).toBe(1);
    expect(await fixture.refreshes()).toBe(1);
  });

  it('share one refresh between two processes on one database', async () => {
    const keepers = [fixture.keeper(), fixture.keeper(fixture.openAgain())];
    for (let round = 1; round <= 5; round++) {
      fixture.expireAccessTokens();
      const tokens = await Promise.all(
        [...keepers, ...keepers].map((access) => access.token(fixture.connectionId)),
      );
      expect(new Set(tokens).size).toBe(1);
      expect(await fixture.isAccepted(tokens[0] ?? '')).toBe(true);
      expect(await fixture.refreshes()).toBe(round);
    }
  });

  it('wait for the process with the lease and use the token it stores', async () => {
    fixture.expireAccessTokens();
    const leased = { leaseId: 'other', leaseUntil: fixture.clock.now() + fixture.leaseMs };
    await fixture.change(leased);
    const waiting = fixture.keeper().token(fixture.connectionId);
    const stored = {
      accessToken: fixture.encrypt('from the other process'),
      expiresAt: fixture.clock.now() + 3_600_000,
      version: 1,
      leaseId: null,
      leaseUntil: null,
    };
    await fixture.change(stored);
    expect(await waiting).toBe('from the other process');
    expect(await fixture.refreshes()).toBe(0);
  });

  it('take over from a crashed process when its lease expires', async () => {
    fixture.expireAccessTokens();
    const lease = { leaseId: 'crashed', leaseUntil: fixture.clock.now() + fixture.leaseMs };
    await fixture.change(lease);
    const waiting = fixture.keeper().token(fixture.connectionId);
    expect(await fixture.refreshes()).toBe(0);
    fixture.clock.advance(fixture.leaseMs);
    expect(await fixture.isAccepted(await waiting)).toBe(true);
    expect(await fixture.row()).toMatchObject({ version: 1, leaseId: null });
  });
});
