import { afterAll, beforeAll, expect, test } from 'vitest';
import { backgroundJobs } from '../dependencies.ts';
import { runTurn, sliceLimits } from '../scheduler/run-turn.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { makeCompany } from '../testing/make-company.ts';

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.app.close());

const lines = () => app.logged.map((line) => JSON.parse(line));

test('an error response is logged with our code and the company', async () => {
  const { owner, companyId } = await makeCompany(app.dependencies);
  await app.call(owner, 'items/search', { context: { of: 'company' }, text: 'x', page: 0 });
  const answered = lines().filter(({ req }) => req?.path === '/api/items/search');
  expect(answered).toMatchObject([{ code: 'not_installed', companyId }]);
});

test('error responses without a user or with an undecodable path are logged with our code', async () => {
  await app.app.inject({ method: 'POST', url: '/api/items/search', payload: {} });
  await app.app.inject('/%zz');
  const found = lines().map(({ code }) => code);
  expect(found).toEqual(expect.arrayContaining(['bad_token', 'invalid_input']));
});

test('failed background work is logged with company, job and stack, without its data', async () => {
  const turn = {
    id: 1,
    companyId: 7,
    realmId: '9',
    job: 'quickbooks' as const,
    dueAt: 0,
    urgent: false,
    leaseUntil: null,
    fence: 0,
    servedAt: 0,
    failures: 0,
    failingSince: null,
    failureCode: null,
  };
  const work = async () => {
    JSON.parse('{"to": someone@example.com}');
  };
  await runTurn(app.dependencies, { ...backgroundJobs.quickbooks, work }, turn, {
    limits: sliceLimits,
    signal: new AbortController().signal,
    onSlow: () => undefined,
  });
  const [line] = lines().filter(({ msg }) => msg === 'background work failed');
  expect(line).toMatchObject({
    companyId: 7,
    realmId: '9',
    job: 'quickbooks',
    err: { type: 'SyntaxError', stack: expect.stringContaining('request-errors.test.ts') },
  });
  expect(app.logged.join()).not.toContain('someone@example.com');
});
