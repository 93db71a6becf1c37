import { describe, expect, test } from 'vitest';
import { AppError } from '../app-error.ts';
import { fallbackWhenRefused, fallbackWhenUnavailable } from './fallback-when-unavailable.ts';

const failing = (error: Error) => async (): Promise<string> => {
  throw error;
};

describe('fallbackWhenUnavailable', () => {
  test.each(['pipedrive_unavailable', 'quickbooks_busy'] as const)(
    'returns the fallback on %s',
    async (code) => {
      expect(await fallbackWhenUnavailable(failing(new AppError(code)), 'none')).toBe('none');
      expect(await fallbackWhenRefused(failing(new AppError(code)), 'none')).toBe('none');
    },
  );

  test.each(['pipedrive_forbidden', 'quickbooks_forbidden', 'not_found'] as const)(
    'throws %s',
    async (code) => {
      await expect(fallbackWhenUnavailable(failing(new AppError(code)), 'none')).rejects.toThrow(
        code,
      );
      expect(await fallbackWhenRefused(failing(new AppError(code)), 'none')).toBe('none');
    },
  );

  test('throws errors that are bugs', async () => {
    await expect(fallbackWhenRefused(failing(new TypeError('mistake')), 'none')).rejects.toThrow(
      'mistake',
    );
  });
});
