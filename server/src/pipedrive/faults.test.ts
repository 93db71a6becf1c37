import { describe, expect, test } from 'vitest';
import { decimalText } from './decimal-text.ts';
import { faultOf } from './faults.ts';

const response = (status: number, body: unknown = {}, headers: Record<string, string> = {}) => ({
  status,
  headers: new Headers(headers),
  body,
});

describe('faultOf', () => {
  test.each([
    [200, {}, null],
    [200, null, 'pipedrive_unavailable'],
    [302, null, 'pipedrive_unavailable'],
    [400, {}, 'pipedrive_unavailable'],
    [402, {}, 'pipedrive_forbidden'],
    [403, {}, 'pipedrive_forbidden'],
    [403, null, 'pipedrive_busy'],
    [404, {}, 'deal_not_found'],
    [404, null, 'deal_not_found'],
    [410, {}, 'deal_not_found'],
    [429, null, 'pipedrive_busy'],
    [500, {}, 'pipedrive_unavailable'],
    [503, null, 'pipedrive_unavailable'],
  ])('classifies status %i with body %o', (status, body, code) => {
    expect(faultOf(response(status, body), 'deal_not_found')?.code ?? null).toBe(code);
  });

  test.each([
    [{}, 2],
    [{ 'retry-after': '7' }, 7],
    [{ 'retry-after': '1.4' }, 2],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, 2],
    [{ 'retry-after': '-3' }, 2],
    [{ 'x-ratelimit-reset': '2' }, 2],
    [{ 'x-ratelimit-reset': '0' }, 1],
    [{ 'x-ratelimit-reset': '1795000000' }, 2],
    [{ 'x-ratelimit-reset': '2', 'x-daily-ratelimit-token-remaining': '0' }, 3600],
  ])('derives from a 429 with %o a wait of %i s', (headers, seconds) => {
    const fault = faultOf(response(429, {}, headers as Record<string, string>), 'not_found');
    expect(fault?.details?.retryAfter).toBe(seconds);
  });
});

describe('decimalText', () => {
  test.each([
    [118.5, '118.5'],
    [0.1 + 0.2, '0.3'],
    [1e21, '1000000000000000000000'],
    [1e-7, '0.0000001'],
    [-3, '-3'],
    ['640.00', '640'],
    ['1e3', '1000'],
    ['', null],
    ['abc', null],
    [null, null],
    [undefined, null],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
  ])('converts %o to %o', (value, expected) => {
    expect(decimalText(value)).toBe(expected);
  });
});
