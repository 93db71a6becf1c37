import { expect, test } from 'vitest';
import { buildTestApp } from '../testing/build-test-app.ts';

test('logs a completed request once, without its query', async () => {
  const { app, logged } = await buildTestApp();
  await app.inject('/oauth/quickbooks/callback?code=secret&state=none');
  const lines = logged.map((line) => JSON.parse(line)).filter((line) => line.req);
  expect(lines).toMatchObject([
    {
      msg: 'request completed',
      req: { method: 'GET', path: '/oauth/quickbooks/callback' },
      res: { statusCode: expect.any(Number) },
      responseTime: expect.any(Number),
    },
  ]);
  expect(logged.join()).not.toContain('secret');
});

test('truncates a long path in the log', async () => {
  const { app, logged } = await buildTestApp();
  await app.inject(`/${'x'.repeat(10_000)}`);
  expect(logged.join().length).toBeLessThan(2_000);
  expect(logged.join()).toContain(`/${'x'.repeat(199)}…`);
});
