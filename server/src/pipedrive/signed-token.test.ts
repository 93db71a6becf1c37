import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '../testing/fixed-clock.ts';
import { makeTokenVerifier } from './signed-token.ts';

const secret = 'a secret of a test, of 40 characters ...';

const tokenOf = (user: { companyId: number; userId: number }, now: number, key = secret) =>
  new SignJWT(user)
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime(Math.floor(now / 1000) + 300)
    .sign(new TextEncoder().encode(key));

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Other spellings of the same bytes: the last two bits of a 32-byte signature are unused. */
const spellings = (token: string) => {
  const last = alphabet.indexOf(token.at(-1) ?? '');
  return [1, 2, 3].map((bits) => token.slice(0, -1) + alphabet[last | bits]);
};

const make = () => {
  const clock = fixedClock();
  return { clock, tokens: makeTokenVerifier([secret], clock) };
};

describe('makeTokenVerifier', () => {
  it('verifies a token once and caches its user until it expires', async () => {
    const { clock, tokens } = make();
    const token = await tokenOf({ companyId: 7, userId: 8 }, clock.now());
    expect(tokens.cachedUser(token)).toBeNull();
    expect(await tokens.verify(token)).toEqual({ companyId: 7, userId: 8 });
    expect(tokens.cachedUser(token)).toMatchObject({ companyId: 7, userId: 8 });
    clock.advance(306_000);
    expect(tokens.cachedUser(token)).toBeNull();
    await expect(tokens.verify(token)).rejects.toMatchObject({ code: 'bad_token' });
  });

  it('rejects every other spelling of a token and caches it once', async () => {
    const { clock, tokens } = make();
    const token = await tokenOf({ companyId: 7, userId: 8 }, clock.now());
    await tokens.verify(token);
    const altered = [...spellings(token), `${token}=`, `${token}.`, ` ${token}`, `${token}\n`];
    for (const other of altered) {
      await expect(tokens.verify(other)).rejects.toMatchObject({ code: 'bad_token' });
      expect(tokens.cachedUser(other)).toBeNull();
    }
    expect(tokens.size()).toBe(1);
  });

  it('rejects a token that is longer than any signed by Pipedrive', async () => {
    const { tokens } = make();
    const long = `${'a'.repeat(20)}.${'b'.repeat(100_000)}.${'A'.repeat(43)}`;
    expect(tokens.isWellFormed(long)).toBe(false);
    await expect(tokens.verify(long)).rejects.toMatchObject({ code: 'bad_token' });
  });

  it('rejects a token signed with another secret and does not cache it', async () => {
    const { clock, tokens } = make();
    const forged = await tokenOf({ companyId: 7, userId: 8 }, clock.now(), `${secret}!`);
    await expect(tokens.verify(forged)).rejects.toMatchObject({ code: 'bad_token' });
    expect(tokens.size()).toBe(0);
  });

  it('caches at most 10,000 tokens', async () => {
    const { clock, tokens } = make();
    const first = await tokenOf({ companyId: 1, userId: 1 }, clock.now());
    await tokens.verify(first);
    for (let user = 2; user <= 10_001; user += 1) {
      await tokens.verify(await tokenOf({ companyId: 1, userId: user }, clock.now()));
    }
    expect(tokens.size()).toBe(10_000);
    expect(tokens.cachedUser(first)).toBeNull();
  });
});
