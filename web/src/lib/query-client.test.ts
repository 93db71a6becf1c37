import { expect, it } from 'vitest';
import { ApiError } from './api-error.ts';
import { worthRetrying } from './query-client.ts';

it('retries a temporary failure once', () => {
  expect(worthRetrying(0, new ApiError('offline'))).toBe(true);
  expect(worthRetrying(1, new ApiError('offline'))).toBe(false);
});

it('reports a permanent failure at once', () => {
  expect(worthRetrying(0, new ApiError('not_owner'))).toBe(false);
  expect(worthRetrying(0, new ApiError('rate_limited'))).toBe(false);
});
