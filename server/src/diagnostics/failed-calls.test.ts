import { describe, expect, test } from 'vitest';
import { control } from '../testing/control.ts';
import { delayMs, failingVendors, faultTexts } from '../testing/failing-vendors.ts';

const vendors = failingVendors();

type Case = [name: string, what: Record<string, unknown>, line: Record<string, unknown>];

const resets: Case[] = [
  ['a reset before', { fault: 'reset-before' }, { status: null }],
  ['a reset after', { fault: 'reset-after' }, { status: null }],
  ['no response', { fault: 'hang' }, { status: null }],
  ['a late response', { fault: 'late', delayMs }, { status: null }],
];

describe('a failed call to QuickBooks is logged once', () => {
  let days = 100;
  const body = (code: string) =>
    JSON.stringify({
      Fault: { Error: [{ Message: faultTexts.token, Detail: faultTexts.sentence, code }] },
    });
  const cases: Case[] = [
    ['400', { fault: 'status', status: 400, body: body('6000') }, { faultCode: '6000' }],
    [
      '400 and data as its code',
      { fault: 'status', status: 400, body: body(faultTexts.token) },
      {},
    ],
    ['401', { fault: 'status', status: 401, times: 2 }, {}],
    ['403', { fault: 'status', status: 403 }, {}],
    ['429', { fault: 'status', status: 429, retryAfter: 1 }, {}],
    ['500', { fault: 'status', status: 500 }, { faultCode: '10000' }],
    ['500 after the write', { fault: 'status', status: 500, committed: true }, {}],
    ['503 and a page', { fault: 'status', status: 503 }, { faultCode: null }],
    ...resets,
    ['a slow response', { fault: 'slow', delayMs }, { status: null }],
  ];

  const search = { context: { of: 'company' }, text: 'desk', page: 0 };
  const calls = {
    searchItems: () => vendors.fixture.call(vendors.fixture.company.owner, 'items/search', search),
    createTerm: () =>
      vendors.fixture.call(vendors.fixture.company.owner, 'company-profile/createTerm', {
        days: ++days,
      }),
  };

  const check = async (operation: keyof typeof calls, [, what, line]: Case) => {
    const { realmId, companyId } = vendors.fixture.company;
    await vendors.fixture.fault(what, operation === 'createTerm' ? 'term' : 'query');
    const { struck, failed } = await vendors.during('quickbooks', calls[operation]);
    expect(struck.length).toBeGreaterThan(0);
    const hasResponse = line.status !== null;
    expect(failed).toMatchObject(
      struck.map(({ status, tid }) => ({
        vendor: 'quickbooks',
        operation,
        realmId,
        companyId,
        status: hasResponse ? status : null,
        intuit_tid: hasResponse ? tid : null,
        ...line,
        ...(!hasResponse && {
          network: expect.stringMatching(/^(ECONNRESET|UND_ERR_SOCKET|ERR_CANCELED|TimeoutError)$/),
        }),
      })),
    );
  };

  test.each(cases)('a read that ends with %s', (...one) => check('searchItems', one));
  test.each(cases)('a write that ends with %s', (...one) => check('createTerm', one));
});

describe('a failed call to Pipedrive is logged once', () => {
  const cases: Case[] = [
    [
      '400',
      { fault: 'status', status: 400, code: 'ERR_BAD_FIELD' },
      { faultCode: 'ERR_BAD_FIELD' },
    ],
    [
      '400 and data',
      { fault: 'status', status: 400, code: faultTexts.token, body: faultTexts },
      {},
    ],
    ['403', { fault: 'status', status: 403 }, {}],
    ['404', { fault: 'status', status: 404 }, {}],
    ['429', { fault: 'status', status: 429 }, {}],
    ['500', { fault: 'status', status: 500 }, {}],
    ...resets,
  ];
  const calls = {
    deal() {
      const { dependencies, company } = vendors.fixture;
      return dependencies.pipedrive.deal(company.owner, company.deals.withProducts ?? 0);
    },
    addNote() {
      const { dependencies, company } = vendors.fixture;
      const { owner, deals } = company;
      return dependencies.pipedrive.addNote(owner, deals.withProducts ?? 0, faultTexts.sentence);
    },
  };

  const check = async (operation: keyof typeof calls, [, what, line]: Case) => {
    const url = vendors.url('pipedrive');
    const path = operation === 'deal' ? '/api/v2/deals' : '/api/v1/notes';
    await control(url, 'POST', 'faults', { match: { path }, times: 1, ...what });
    const call = async () => calls[operation]().catch(() => null);
    const { struck, failed } = await vendors.during('pipedrive', call);
    expect(struck).toHaveLength(1);
    const hasResponse = line.status !== null;
    expect(failed).toMatchObject(
      struck.map(({ status, correlationId }) => ({
        vendor: 'pipedrive',
        operation,
        companyId: vendors.fixture.company.companyId,
        status: hasResponse ? status : null,
        correlationId: hasResponse ? correlationId : null,
        ...line,
      })),
    );
  };

  test.each(cases)('a read that ends with %s', (...one) => check('deal', one));
  test.each(cases)('a write that ends with %s', (...one) => check('addNote', one));
});

test('no line of the log contains a secret, a name, an address or an amount', async () => {
  expect(vendors.fixture.logged.length).toBeGreaterThan(40);
  expect(await vendors.leaked()).toEqual([]);
});
