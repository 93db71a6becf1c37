import { describe, expect, test } from 'vitest';
import { AppError } from './app-error.ts';
import { optionally, softly } from './softly.ts';

const failing = (error: Error) => async (): Promise<string> => {
  throw error;
};

describe('data that can be done without', () => {
  test.each(['pipedrive_unavailable', 'quickbooks_busy'] as const)('%s', async (code) => {
    expect(await softly(failing(new AppError(code)), 'none')).toBe('none');
    expect(await optionally(failing(new AppError(code)), 'none')).toBe('none');
  });

  test.each(['pipedrive_forbidden', 'quickbooks_forbidden', 'not_found'] as const)(
    '%s stops only what needs the data later',
    async (code) => {
      await expect(softly(failing(new AppError(code)), 'none')).rejects.toThrow(code);
      expect(await optionally(failing(new AppError(code)), 'none')).toBe('none');
    },
  );

  test('hides no mistake of ours', async () => {
    await expect(optionally(failing(new TypeError('mistake')), 'none')).rejects.toThrow('mistake');
  });
});
