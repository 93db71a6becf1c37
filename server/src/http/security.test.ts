import { beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';

let test_: TestApp;
beforeAll(async () => {
  test_ = await buildTestApp();
});

const policyOf = async (url: string): Promise<Record<string, string>> => {
  const { headers } = await test_.app.inject(url);
  const parts = String(headers['content-security-policy']).split(';');
  return Object.fromEntries(
    parts.map((part) => {
      const [name = '', ...values] = part.trim().split(' ');
      return [name, values.join(' ')];
    }),
  );
};

test.each(['/panel?token=1', '/modal', '/settings', '/api/openapi.json', '/connected-not'])(
  'Pipedrive may frame %s, nobody else',
  async (url) => {
    const { oauthUrl } = test_.doors.settings.pipedrive;
    const framers = `'self' https://*.pipedrive.com ${new URL(oauthUrl).origin}`;
    expect((await policyOf(url))['frame-ancestors']).toBe(framers);
  },
);

test.each(['/connect', '/connect?ticket=1', '/connect/look', '/install?result=failed'])(
  'nobody may frame %s',
  async (url) => {
    expect((await policyOf(url))['frame-ancestors']).toBe("'none'");
  },
);

test('pages run our own scripts only, and send forms nowhere but to the consent pages', async () => {
  const policy = await policyOf('/panel');
  expect(policy['default-src']).toBe("'none'");
  expect(policy['script-src']).toBe("'self' 'wasm-unsafe-eval'");
  expect(policy['form-action']).toContain("'self'");
  expect(policy['form-action']).not.toContain('*;');
  expect(policy['base-uri']).toBe("'none'");
});

test('no page asks for a process of its own, which would hold up the frame', async () => {
  const { headers } = await test_.app.inject('/panel');
  expect(headers).not.toHaveProperty('origin-agent-cluster');
});

test('data is not taken for anything else, also when it is refused', async () => {
  const { headers } = await test_.app.inject({ method: 'POST', url: '/api/invoices/list' });
  expect(headers['cache-control']).toBe('no-cache, no-store');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['cross-origin-resource-policy']).toBe('same-origin');
});

test('no answer is kept by anybody, and no address is told on', async () => {
  const { headers } = await test_.app.inject('/api/openapi.json');
  expect(headers['cache-control']).toBe('no-cache, no-store');
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(headers['x-content-type-options']).toBe('nosniff');
});
