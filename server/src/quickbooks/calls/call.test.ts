import { describe, expect, test } from 'vitest';
import { AppError } from '../../app-error.ts';
import { checkBeforeSending } from '../../vendor-calls/before-sending.ts';
import { makeCalls, toWriteAnswer } from './call.ts';
import type { Raw } from './faults.ts';

const realm = { connectionId: 'connection', realmId: '1' };

const answer = (status: number, body: unknown = ''): Raw => ({
  status,
  headers: new Headers({ intuit_tid: 'tid' }),
  body,
});

const fine = answer(200, { Invoice: { Id: '7' } });
const inside = (status: number, code: string) =>
  answer(status, {
    Fault: { Error: [{ code, Detail: `About ${code}` }], type: 'ValidationFault' },
  });
const fault = (code: string) => inside(400, code);

/** XML with an external entity, which the parser rejects. */
const trickyXml =
  '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///c">]><IntuitResponse/>';

/** Calls whose requests return these responses in order; `used` collects their tokens. */
const answering = (...answers: Raw[]) => {
  const used: string[] = [];
  const access = {
    token: async () => 'first',
    tokenAfter: async (_: string, refused: string) => `after-${refused}`,
  };
  const calls = makeCalls(access, { now: () => 0 });
  const request = async (token: string): Promise<Raw> => {
    used.push(token);
    return answers.shift() ?? { networkError: 'NO_MORE_ANSWERS' };
  };
  return { calls, request, used };
};

/** Calls that record permits and counts in `seen`; with `refused`, no permit is given. */
const watched = (refused = false, permit = { begin: () => true }) => {
  const seen: string[] = [];
  const access = { token: async () => 'first', tokenAfter: async () => 'second' };
  const calls = makeCalls(access, { now: () => 0 }, undefined, {
    async take(realmId, { batch }) {
      if (refused) throw new AppError('quickbooks_busy');
      seen.push(`take ${realmId}${batch ? ' batch' : ''}`);
      return { ...permit, release: () => void seen.push('release') };
    },
    pause: (_, forMs) => void seen.push(`pause ${forMs}`),
    countRead: () => void seen.push('read'),
    recordOutcome: (_, outcome) => void seen.push(`outcome ${outcome}`),
    failed: () => undefined,
  });
  return { calls, seen };
};

describe('makeCalls: each request', () => {
  const sending =
    (seen: string[], ...answers: Raw[]) =>
    async (): Promise<Raw> => {
      seen.push('send');
      return answers.shift() ?? { networkError: 'ECONNRESET' };
    };

  test('takes its own permit, also the second one of a call', async () => {
    const { calls, seen } = watched();
    await calls.read(realm, sending(seen, answer(401), fine), { batch: true });
    const one = ['take 1 batch', 'send'];
    expect(seen).toEqual([...one, 'release', ...one, 'read', 'outcome read', 'release']);
  });

  test.each([
    ['a change', 'write', fine, ['outcome written']],
    ['a read', 'read', fine, ['outcome read']],
    ['a change without a subscription', 'write', fault('6190'), ['outcome read_only']],
    ['a refused change', 'write', fault('6000'), []],
    ['an outage', 'write', answer(503), []],
  ] as const)('records the outcome of %s', async (_, kind, response, expected) => {
    const { calls, seen } = watched();
    await calls[kind](realm, sending(seen, response));
    expect(seen.filter((one) => one.startsWith('outcome'))).toEqual(expected);
  });

  test('releases its permit after a failure or an exception', async () => {
    const { calls, seen } = watched();
    await calls.write(realm, sending(seen));
    const broken = async () => {
      throw new Error('defect');
    };
    await expect(calls.write(realm, broken)).rejects.toThrow('defect');
    expect(seen).toEqual(['take 1', 'send', 'release', 'take 1', 'release']);
  });

  test('is not sent without a permit', async () => {
    const { calls, seen } = watched(true);
    for (const call of [calls.read, calls.write]) {
      await expect(call(realm, sending(seen, fine))).rejects.toMatchObject({
        code: 'quickbooks_busy',
      });
    }
    expect(seen).toEqual([]);
  });

  test('is not sent when its permit does not last long enough', async () => {
    const { calls, seen } = watched(false, { begin: () => false });
    for (const call of [calls.read, calls.write]) {
      await expect(call(realm, sending(seen, fine))).rejects.toMatchObject({
        code: 'quickbooks_busy',
      });
    }
    expect(seen).toEqual(['take 1', 'release', 'take 1', 'release']);
  });

  test('pauses the realm for the time of a 429', async () => {
    const { calls, seen } = watched();
    const headers = new Headers({ 'retry-after': '7' });
    await calls.write(realm, sending(seen, { status: 429, headers, body: '' }));
    await calls.write(realm, sending(seen, answer(429)));
    expect(seen.filter((one) => one.startsWith('pause'))).toEqual(['pause 7000', 'pause 1000']);
  });

  test('counts as a metered read when it reads successfully', async () => {
    const { calls, seen } = watched();
    await calls.write(realm, sending(seen, fine));
    await calls.read(realm, sending(seen, fault('4000'))).catch(() => null);
    expect(seen).not.toContain('read');
    // The status decides whether a read is metered, not its body.
    await calls.read(realm, sending(seen, inside(200, '4000'))).catch(() => null);
    expect(seen.filter((one) => one === 'read')).toHaveLength(1);
  });

  test('is not sent as a write when `mayStillSend` denies it', async () => {
    const { calls, seen } = watched();
    const write = () => calls.write(realm, sending(seen, fine));
    await expect(checkBeforeSending(async () => false, write)).rejects.toMatchObject({
      code: 'quickbooks_busy',
    });
    expect(seen).toEqual(['take 1', 'release']);
    await checkBeforeSending(async () => true, write);
    expect(seen).toContain('send');
  });
});

describe('makeCalls: read', () => {
  test('repeats once with another token after a 401', async () => {
    const { calls, request, used } = answering(answer(401), fine);
    expect(await calls.read(realm, request)).toEqual({ Invoice: { Id: '7' } });
    expect(used).toEqual(['first', 'after-first']);
  });

  test.each<[string, Raw]>([
    ['a reset', { networkError: 'ECONNRESET' }],
    ['a 503', answer(503)],
    ['an unreadable 200', answer(200, '<html>')],
  ])('repeats once after %s', async (_, first) => {
    const { calls, request, used } = answering(first, fine);
    expect(await calls.read(realm, request)).toEqual({ Invoice: { Id: '7' } });
    expect(used).toHaveLength(2);
  });

  test('waits for a short Retry-After', async () => {
    const throttled: Raw = { status: 429, headers: new Headers({ 'retry-after': '0' }), body: '' };
    const { calls, request, used } = answering(throttled, fine);
    await calls.read(realm, request);
    expect(used).toHaveLength(2);
  });

  test.each<[string, Raw, number, Partial<AppError>]>([
    ['two 401s', answer(401), 2, { code: 'connection_broken' }],
    [
      'a 403',
      answer(403, { fault: { error: [{ code: '3100' }] } }),
      1,
      { code: 'quickbooks_forbidden' },
    ],
    ['6190', fault('6190'), 1, { code: 'quickbooks_read_only' }],
    ['150', fault('150'), 1, { code: 'quickbooks_unavailable' }],
    ['610', fault('610'), 1, { code: 'not_found' }],
    [
      'a refusal',
      fault('4001'),
      1,
      {
        code: 'quickbooks_refused',
        details: { tid: 'tid', faultCode: '4001', said: 'About 4001' },
      },
    ],
    ['a time-out', { networkError: 'ERR_CANCELED' }, 1, { code: 'quickbooks_unavailable' }],
    ['two resets', { networkError: 'ECONNRESET' }, 2, { code: 'quickbooks_unavailable' }],
    [
      'nobody there',
      { networkError: 'ECONNREFUSED', syscall: 'connect' },
      1,
      { code: 'quickbooks_unavailable' },
    ],
    [
      'two answers that only look like XML',
      answer(502, trickyXml),
      2,
      { code: 'quickbooks_unavailable' },
    ],
    [
      'a refusal inside a 200',
      answer(200, { Fault: { Error: [{ code: '4001' }] } }),
      1,
      { code: 'quickbooks_refused' },
    ],
    [
      'a minute to wait',
      { status: 429, headers: new Headers({ 'retry-after': '60' }), body: '' },
      1,
      { code: 'quickbooks_busy', details: { retryAfter: 60, tid: undefined } },
    ],
  ])('throws after %s', async (_, raw, times, error) => {
    const { calls, request, used } = answering(raw, raw, raw);
    const thrown = await calls.read(realm, request).catch((caught: unknown) => caught);
    expect(thrown).toBeInstanceOf(AppError);
    expect(thrown).toMatchObject(error);
    expect(used).toHaveLength(times);
  });
});

describe('makeCalls: write', () => {
  const read = (body: unknown) => (body as { Invoice?: { Id: string } }).Invoice?.Id;

  test.each<[string, Raw[], number, object]>([
    ['done', [fine], 1, { kind: 'done', value: '7', tid: 'tid' }],
    ['done with another token', [answer(401), fine], 2, { kind: 'done', value: '7' }],
    ['two 401s', [answer(401), answer(401)], 2, { kind: 'unauthorized', fault: { tid: 'tid' } }],
    [
      'a refusal',
      [fault('6240')],
      1,
      { kind: 'refused', fault: { code: '6240', said: 'About 6240' } },
    ],
    ['a 403', [answer(403, { fault: { error: [{ code: '3100' }] } })], 1, { kind: 'refused' }],
    ['429', [answer(429)], 1, { kind: 'throttled', retryAfterMs: null }],
    ['a reset', [{ networkError: 'ECONNRESET' }], 1, { kind: 'unclear' }],
    ['a time-out', [{ networkError: 'ERR_CANCELED' }], 1, { kind: 'unclear' }],
    ['a 500', [answer(500)], 1, { kind: 'unclear', tid: 'tid' }],
    ['600', [fault('600')], 1, { kind: 'unclear' }],
    ['a 502 that only looks like XML', [answer(502, trickyXml)], 1, { kind: 'unclear' }],
    ['a refusal inside a 200', [inside(200, '6000')], 1, { kind: 'unclear', tid: 'tid' }],
    ['a refusal inside a 302', [inside(302, '6000')], 1, { kind: 'unclear' }],
    ['an old SyncToken inside a 200', [inside(200, '5010')], 1, { kind: 'unclear' }],
    ['a throttle inside a 200', [inside(200, '3001')], 1, { kind: 'unclear' }],
    ['a lost route', [{ networkError: 'EHOSTUNREACH', syscall: 'read' }], 1, { kind: 'unclear' }],
    ['a 401, then a reset', [answer(401), { networkError: 'ECONNRESET' }], 2, { kind: 'unclear' }],
    ['a 200 that makes no sense', [answer(200, { Other: {} })], 1, { kind: 'unclear', tid: 'tid' }],
  ])('%s: sends only as often as is safe', async (_, answers, times, expected) => {
    const { calls, request, used } = answering(...answers);
    expect(toWriteAnswer(await calls.write(realm, request), read)).toMatchObject(expected);
    expect(used).toHaveLength(times);
  });

  test('throws when no connection was made, because nothing was sent', async () => {
    const { calls, request } = answering({ networkError: 'ECONNREFUSED', syscall: 'connect' });
    await expect(calls.write(realm, request)).rejects.toMatchObject({
      code: 'quickbooks_unavailable',
    });
  });

  test('throws what the token access throws', async () => {
    const broken = async () => Promise.reject(new AppError('connection_broken'));
    const calls = makeCalls({ token: broken, tokenAfter: broken }, { now: () => 0 });
    await expect(calls.write(realm, async () => fine)).rejects.toMatchObject({
      code: 'connection_broken',
    });
  });
});

test('removes the token from a fault that quotes it', async () => {
  const { calls, request } = answering(
    answer(400, { Fault: { Error: [{ code: '6000', Detail: 'Bearer first is odd' }] } }),
  );
  const outcome = toWriteAnswer(await calls.write(realm, request), () => undefined);
  expect(outcome).toMatchObject({ kind: 'refused', fault: { said: 'Bearer … is odd' } });
});

test('returns every error of a fault with its property and without HTML', async () => {
  const errors = [
    {
      code: '2050',
      Detail: 'Too long.<br/>See <a href="https://x.example">the&nbsp;limits</a>',
      element: 'DocNumber',
    },
    { code: '2210', Message: 'Not an &quot;address&quot;, 3 < 4', element: 'BillEmail' },
  ];
  const { calls, request } = answering(
    answer(400, { Fault: { Error: errors, type: 'ValidationFault' } }),
  );
  expect(toWriteAnswer(await calls.write(realm, request), () => undefined)).toMatchObject({
    kind: 'refused',
    fault: {
      code: '2050',
      said: 'Too long. See the limits',
      element: 'DocNumber',
      others: [{ code: '2210', said: 'Not an "address", 3 < 4', element: 'BillEmail' }],
    },
  });
});
