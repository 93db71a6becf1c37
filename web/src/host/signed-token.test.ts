import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const ask = vi.fn();
vi.mock('./sdk.ts', () => ({
  Command: { GET_SIGNED_TOKEN: 'get_signed_token' },
  greetHost: () => Promise.resolve({ execute: ask }),
}));
vi.mock('./panel-context.ts', () => ({ panelContext: { token: 'from-address' } }));

let tokens: typeof import('./signed-token.ts');

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  vi.resetModules();
  ask
    .mockReset()
    .mockResolvedValueOnce({ token: 'second' })
    .mockResolvedValueOnce({ token: 'third' });
  tokens = await import('./signed-token.ts');
});
afterEach(() => vi.useRealTimers());

it('starts with the token from the URL, without waiting for the host', async () => {
  expect(await tokens.signedToken()).toBe('from-address');
  expect(ask).not.toHaveBeenCalled();
});

it('requests a token from the host after four minutes and reuses it', async () => {
  vi.advanceTimersByTime(4 * 60_000);
  expect(await tokens.signedToken()).toBe('second');
  expect(await tokens.signedToken()).toBe('second');
  expect(ask).toHaveBeenCalledTimes(1);
});

it('requests one token for several calls at the same time', async () => {
  tokens.forgetToken('from-address');
  expect(await Promise.all([tokens.signedToken(), tokens.signedToken()])).toEqual([
    'second',
    'second',
  ]);
});

it('drops only the token that was rejected', async () => {
  tokens.forgetToken('an older one');
  expect(await tokens.signedToken()).toBe('from-address');
});

it('requests again after the host did not respond', async () => {
  ask.mockReset().mockRejectedValueOnce(new Error('no')).mockResolvedValueOnce({ token: 'later' });
  tokens.forgetToken('from-address');
  await expect(tokens.signedToken()).rejects.toThrow('no');
  expect(await tokens.signedToken()).toBe('later');
});
