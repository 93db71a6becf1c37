import { describe, expect, test } from 'vitest';
import { faultBody } from './fault-body.ts';
import { classify, type Raw } from './faults.ts';

const now = Date.parse('2027-03-20T12:00:00Z');

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): Raw => ({
  status,
  headers: new Headers({ intuit_tid: '1-tid', ...headers }),
  body,
});

const fault = (code: string, { type = 'ValidationFault', element = '' } = {}) => ({
  Fault: { Error: [{ Message: `Message ${code}`, Detail: `Detail ${code}`, code, element }], type },
  time: '2027-03-20T05:00:00.11-07:00',
});

/** A fault of the gateway in front of the API: lower case, nulls, a numeric time. */
const gateway = (code: string, type: string, detail: string | null = null) => ({
  warnings: null,
  fault: {
    error: [{ message: `message=Failed; errorCode=00${code}`, detail, code, element: null }],
    type,
  },
  queryResponse: null,
  time: 1633520295688,
});

const xml = (code: string, type: string) =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><IntuitResponse xmlns="http://schema.intuit.com/finance/v3" time="2027-03-20T05:00:00.11-07:00"><Fault type="${type}"><Error code="${code}"><Message>Message ${code}</Message><Detail>Names &amp; numbers</Detail></Error></Fault></IntuitResponse>`;

const html = '<html><body><h1>502 Bad Gateway</h1></body></html>';

describe('classify: a response without a fault', () => {
  test.each<[string, Raw, object]>([
    ['an object', answer(200, { Invoice: { Id: '1' } }), { kind: 'answered', tid: '1-tid' }],
    ['bytes', answer(200, new Uint8Array([1])), { kind: 'answered' }],
    ['nothing at all', answer(200, ''), { kind: 'unclear', reason: 'unreadable' }],
    ['null', answer(200, null), { kind: 'unclear', reason: 'unreadable' }],
    ['a page', answer(200, html), { kind: 'unclear', reason: 'unreadable' }],
    ['half an object', answer(200, '{"Invoice":{"Id"'), { kind: 'unclear', reason: 'unreadable' }],
    ['a redirect', answer(302, ''), { kind: 'unclear', reason: 'unreadable' }],
  ])('classifies %s', (_, raw, expected) => {
    expect(classify(raw, now)).toMatchObject(expected);
  });
});

describe('classify: a fault', () => {
  test.each<[string, Raw, object]>([
    [
      '400 is a refusal with its message',
      answer(400, fault('6240', { element: 'DisplayName' })),
      {
        kind: 'refused',
        fault: { code: '6240', said: 'Detail 6240', element: 'DisplayName', tid: '1-tid' },
      },
    ],
    [
      'inside a 200 is a refusal',
      answer(200, fault('6000')),
      { kind: 'refused', fault: { code: '6000' } },
    ],
    [
      "inside a 200's query response is one too",
      answer(200, { QueryResponse: fault('4001') }),
      { kind: 'refused', fault: { code: '4001' } },
    ],
    [
      'with a numeric code',
      answer(400, { Fault: { Error: [{ code: 2050 }] } }),
      { fault: { code: '2050' } },
    ],
    [
      'in XML',
      answer(400, xml('6000', 'ValidationFault')),
      { kind: 'refused', fault: { said: 'Names & numbers' } },
    ],
    [
      'in JSON sent as text',
      answer(400, JSON.stringify(fault('2500'))),
      { kind: 'refused', fault: { code: '2500' } },
    ],
    ['5010 says that the token is old', answer(400, fault('5010')), { kind: 'stale' }],
    ['610 says that there is no such thing', answer(400, fault('610')), { kind: 'not_found' }],
    ['6190 is a refusal', answer(400, fault('6190')), { kind: 'refused', fault: { code: '6190' } }],
    ['600 is unclear', answer(400, fault('600')), { kind: 'unclear', reason: 'server_error' }],
    ['10000 may have been done', answer(400, fault('10000')), { kind: 'unclear' }],
    [
      'a SystemFault is unclear',
      answer(200, fault('99', { type: 'SystemFault' })),
      { kind: 'unclear' },
    ],
    [
      'with 500 is unclear',
      answer(500, fault('6000')),
      { kind: 'unclear', reason: 'server_error' },
    ],
    ['with 503 and no words', answer(503, html), { kind: 'unclear', reason: 'server_error' }],
    ['with 504 and nothing', answer(504, ''), { kind: 'unclear', tid: '1-tid' }],
    ['an unreadable 400 is unclear', answer(400, html), { kind: 'unclear', reason: 'unreadable' }],
    ['of 404 nobody can read', answer(404, ''), { kind: 'unclear' }],
    [
      '401 from the gateway',
      answer(401, gateway('3200', 'AUTHENTICATION')),
      { kind: 'unauthorized', fault: { code: '3200' } },
    ],
    [
      '401 in XML',
      answer(401, xml('100', 'AuthenticationFault')),
      { kind: 'unauthorized', fault: { code: '100' } },
    ],
    ['401 without words', answer(401, ''), { kind: 'unauthorized', fault: { code: '' } }],
    [
      '401 for the wrong cluster is forbidden, not unauthorized',
      answer(401, fault('130')),
      { kind: 'forbidden' },
    ],
    [
      '403 from the gateway',
      answer(403, gateway('3100', 'SERVICE')),
      { kind: 'forbidden', fault: { code: '3100' } },
    ],
    ['403 of another code', answer(403, fault('5020')), { kind: 'forbidden' }],
    ['429', answer(429, fault('3001')), { kind: 'throttled', retryAfterMs: null, tid: '1-tid' }],
    ['429 in XML', answer(429, xml('3001', 'SERVICE')), { kind: 'throttled' }],
    ['429 without words', answer(429, ''), { kind: 'throttled' }],
    ['3001 under another status', answer(403, gateway('3001', 'SERVICE')), { kind: 'throttled' }],
    ['429 with seconds to wait', answer(429, '', { 'retry-after': '7' }), { retryAfterMs: 7000 }],
    [
      '429 with a date',
      answer(429, '', { 'retry-after': 'Sat, 20 Mar 2027 12:00:30 GMT' }),
      { retryAfterMs: 30_000 },
    ],
    ['429 with something else', answer(429, '', { 'retry-after': 'soon' }), { retryAfterMs: null }],
  ])('%s', (_, raw, expected) => {
    expect(classify(raw, now)).toMatchObject(expected);
  });

  test('drops the detail of a 401 that quotes the access token', () => {
    const raw = answer(401, gateway('3200', 'AUTHENTICATION', 'Token expired: eyJhbGciOi.secret'));
    expect(JSON.stringify(classify(raw, now))).not.toContain('eyJ');
  });
});

describe('classify: a network error', () => {
  const [unreachable, cutOff] = [{ kind: 'unreachable' }, { kind: 'unclear', reason: 'cut_off' }];
  const timeOut = { kind: 'unclear', reason: 'time_out' };

  test.each<[string | undefined, string | undefined, object]>([
    ['ECONNREFUSED', 'connect', unreachable],
    ['EHOSTUNREACH', 'connect', unreachable],
    ['ENETUNREACH', 'connect', unreachable],
    ['ETIMEDOUT', 'connect', unreachable],
    ['ENOTFOUND', 'getaddrinfo', unreachable],
    ['EAI_AGAIN', 'getaddrinfo', unreachable],
    ['SELF_SIGNED_CERT_IN_CHAIN', undefined, unreachable],
    ['EHOSTUNREACH', 'read', cutOff],
    ['ENETUNREACH', 'write', cutOff],
    ['EHOSTUNREACH', undefined, cutOff],
    ['ECONNRESET', 'read', cutOff],
    ['EPIPE', 'write', cutOff],
    ['UND_ERR_SOCKET', undefined, cutOff],
    ['ERR_CANCELED', undefined, timeOut],
    ['TimeoutError', undefined, timeOut],
    ['ETIMEDOUT', 'read', timeOut],
    [undefined, undefined, cutOff],
  ])('%s at syscall %s', (networkError, syscall, expected) => {
    expect(classify({ networkError, syscall }, now)).toMatchObject(expected);
  });
});

describe('classify: XML that the parser rejects', () => {
  const response = (inner: string) => `<IntuitResponse>${inner}</IntuitResponse>`;

  test.each<[string, string]>([
    [
      'an entity from outside',
      '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///c">]><IntuitResponse/>',
    ],
    ['two hundred tags inside each other', response('<a>'.repeat(200) + '</a>'.repeat(200))],
    ['a name that reaches the prototype', response('<__proto__>1</__proto__>')],
  ])('is treated as no fault: %s', (_, body) => {
    expect(faultBody(body)).toBeNull();
    expect(classify(answer(502, body), now)).toMatchObject({
      kind: 'unclear',
      reason: 'server_error',
    });
    expect(classify(answer(400, body), now)).toMatchObject({
      kind: 'unclear',
      reason: 'unreadable',
    });
  });
});
