import { describe, expect, test } from 'vitest';
import { decimalText } from './decimal-text.ts';
import { faultOf } from './faults.ts';

const answer = (status: number, body: unknown = {}, headers: Record<string, string> = {}) => ({
  status,
  headers: new Headers(headers),
  body,
});

describe('what an answer of Pipedrive means', () => {
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
  ])('%i with body %o', (status, body, code) => {
    expect(faultOf(answer(status, body), 'deal_not_found')?.code ?? null).toBe(code);
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
  ])('after 429 with %o one waits %i s', (headers, seconds) => {
    const fault = faultOf(answer(429, {}, headers as Record<string, string>), 'not_found');
    expect(fault?.details?.retryAfter).toBe(seconds);
  });
});

describe('a JSON number as decimal text', () => {
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
  ])('%o is %o', (value, expected) => {
    expect(decimalText(value)).toBe(expected);
  });
});
