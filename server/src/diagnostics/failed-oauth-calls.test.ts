import { expect, test } from 'vitest';
import { uninstall } from '../install/uninstall.ts';
import { answerIntuit, answerPipedrive, openWindow } from '../testing/consent-pages.ts';
import { control } from '../testing/control.ts';
import { failingVendors, faultTexts } from '../testing/failing-vendors.ts';
import { installFor, makeCompany, makeRealmIn } from '../testing/make-company.ts';

const vendors = failingVendors();

const refusal = {
  fault: 'status',
  status: 400,
  body: '{"error":"invalid_client"}',
  contentType: 'application/json',
};
const unavailable = { fault: 'status', status: 503, body: faultTexts.sentence };

const search = { context: { of: 'company' }, text: 'desk', page: 0 };

/** Advances the clock until every access token has expired. */
const expireAccessTokens = () => vendors.fixture.clock.advance(3_600_000);

const strike = (vendor: 'quickbooks' | 'pipedrive', path: string, what: object) =>
  control(vendors.url(vendor), 'POST', 'faults', { match: { path }, times: 1, ...what });

test.each([
  ['a rejection', refusal, { status: 400, faultCode: 'invalid_client' }],
  ['503', unavailable, { status: 503, faultCode: null }],
  ['no response', { fault: 'hang' }, { status: null, network: 'TimeoutError' }],
])('a refresh of tokens at Intuit that ends with %s is logged once', async (_name, what, line) => {
  const { company, call } = vendors.fixture;
  expireAccessTokens();
  await strike('quickbooks', '/oauth2/v1/tokens', what);
  const refreshing = () => call(company.owner, 'items/search', search);
  const { struck, failed } = await vendors.during('quickbooks', refreshing);
  expect(failed).toMatchObject([
    {
      vendor: 'quickbooks',
      operation: 'refreshTokens',
      companyId: company.companyId,
      realmId: company.realmId,
      intuit_tid: line.status === null ? null : struck[0]?.tid,
      ...line,
    },
  ]);
  // The search reads two lists: the refresh of the second may still run, and must not meet the
  // fault of the next test.
  await refreshing();
});

test('a failed token refresh at Pipedrive is logged once', async () => {
  const { company, dependencies } = vendors.fixture;
  expireAccessTokens();
  await strike('pipedrive', '/oauth/token', { ...refusal, body: { error: 'invalid_client' } });
  const reading = async () => dependencies.pipedrive.isAdmin(company.owner).catch(() => null);
  const { failed } = await vendors.during('pipedrive', reading);
  expect(failed).toMatchObject([
    {
      vendor: 'pipedrive',
      operation: 'refreshTokens',
      companyId: company.companyId,
      status: 400,
      faultCode: 'invalid_client',
    },
  ]);
});

test('an install whose code or user cannot be read is logged once', async () => {
  const { owner } = await makeCompany(vendors.fixture.dependencies);
  for (const [path, operation] of [
    ['/oauth/token', 'exchangeCode'],
    ['/api/v1/users/me', 'whoInstalled'],
  ] as const) {
    const window = openWindow(vendors.fixture.app);
    const start = String((await window.get('/oauth/pipedrive/start')).headers.location);
    const back = await answerPipedrive(start, owner);
    await strike('pipedrive', path, { fault: 'status', status: 500, body: faultTexts });
    const { failed } = await vendors.during('pipedrive', () => window.get(back));
    expect(failed).toMatchObject([{ vendor: 'pipedrive', operation, status: 500 }]);
  }
});

test('a consent whose code cannot be exchanged is logged once, with the company', async () => {
  const { dependencies, app, call } = vendors.fixture;
  const { owner, companyId } = await makeCompany(dependencies);
  await installFor(dependencies, owner);
  const realm = await makeRealmIn(dependencies);
  const window = openWindow(app);
  const { url } = (await call(owner, 'connection/ticket', {})).body as { url: string };
  const ticket = new URL(url).searchParams.get('ticket') ?? '';
  await window.ask('/connect/look', { ticket });
  const page = String((await window.submit('/connect/go', { ticket })).headers.location);
  const back = await answerIntuit(page, realm.realmId);
  await strike('quickbooks', '/oauth2/v1/tokens', refusal);
  const { failed, struck } = await vendors.during('quickbooks', () => window.get(back));
  expect(failed).toMatchObject([
    {
      vendor: 'quickbooks',
      operation: 'exchangeCode',
      companyId,
      status: 400,
      faultCode: 'invalid_client',
      intuit_tid: struck[0]?.tid,
    },
  ]);
});

test('tokens that cannot be revoked are logged once each', async () => {
  const { company, call, dependencies } = vendors.fixture;
  await strike('quickbooks', '/v2/oauth2/tokens/revoke', unavailable);
  const ending = () => call(company.owner, 'connection/disconnect', {});
  const { failed } = await vendors.during('quickbooks', ending);
  const { companyId, realmId } = company;
  expect(failed).toMatchObject([
    { vendor: 'quickbooks', operation: 'revokeConsent', status: 503, companyId, realmId },
  ]);
  await strike('pipedrive', '/oauth/revoke', unavailable);
  const uninstalling = () => uninstall(dependencies, company.colleague);
  const left = await vendors.during('pipedrive', uninstalling);
  expect(left.failed).toMatchObject([
    { vendor: 'pipedrive', operation: 'revokeGrant', status: 503, companyId },
  ]);
});

test('no line of the log contains a secret, a name, an address or an amount', async () => {
  expect(vendors.fixture.logged.length).toBeGreaterThan(10);
  expect(await vendors.leaked()).toEqual([]);
});
