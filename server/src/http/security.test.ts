import { beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});

const policyOf = async (url: string): Promise<Record<string, string>> => {
  const { headers } = await app.app.inject(url);
  const parts = String(headers['content-security-policy']).split(';');
  return Object.fromEntries(
    parts.map((part) => {
      const [name = '', ...values] = part.trim().split(' ');
      return [name, values.join(' ')];
    }),
  );
};

test.each(['/panel?token=1', '/modal', '/settings', '/connected-not', '/%70anel'])(
  'Pipedrive may frame %s, nobody else',
  async (url) => {
    const { oauthUrl } = app.dependencies.settings.pipedrive;
    const framers = `'self' https://*.pipedrive.com ${new URL(oauthUrl).origin}`;
    expect((await policyOf(url))['frame-ancestors']).toBe(framers);
  },
);

test.each([
  '/connect',
  '/connect?ticket=1',
  '/%63onnect',
  '/connec%74?ticket=1',
  '/%69nstall',
  '/install?result=failed',
  '/api/openapi.json',
])('nobody may frame %s', async (url) => {
  expect((await policyOf(url))['frame-ancestors']).toBe("'none'");
});

test('pages run our own scripts only and may send forms only to the consent pages', async () => {
  const policy = await policyOf('/panel');
  expect(policy['default-src']).toBe("'none'");
  expect(policy['script-src']).toBe("'self' 'wasm-unsafe-eval'");
  expect(policy['form-action']).toContain("'self'");
  expect(policy['form-action']).not.toContain('*;');
  expect(policy['base-uri']).toBe("'none'");
});

test('pages send no Origin-Agent-Cluster, which would slow down the frame', async () => {
  const { headers } = await app.app.inject('/panel');
  expect(headers).not.toHaveProperty('origin-agent-cluster');
});

test('a refused API call is neither cached nor sniffed nor readable by other sites', async () => {
  const { headers } = await app.app.inject({ method: 'POST', url: '/api/invoices/list' });
  expect(headers['cache-control']).toBe('no-cache, no-store');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['cross-origin-resource-policy']).toBe('same-origin');
});

const requiredHeaders = {
  'strict-transport-security': /max-age=31536000/,
  'content-security-policy': /default-src 'none'/,
  'referrer-policy': /^(no-referrer|same-origin)$/,
  'permissions-policy': /camera=\(\)/,
  'x-content-type-options': /^nosniff$/,
};

test.each([
  ['a page', 'GET', '/panel', null],
  ['a window', 'GET', '/connect', null],
  ['a refused API call', 'POST', '/api/invoices/list', 401],
  ['a callback', 'GET', '/oauth/pipedrive/callback', 302],
  ['a missing asset', 'GET', '/assets/none.js', 404],
  ['an asset outside the folder', 'GET', '/assets/..%2f..%2fpackage.json', 422],
  ['an unknown route', 'GET', '/nowhere', 404],
  ['an unknown route below a window', 'GET', '/connect/none', 404],
  ['an unsupported method', 'PUT', '/panel', 404],
  ['a URL that cannot be decoded', 'GET', '/%E0%A4%A', 400],
  ['a body that is too large', 'POST', '/connect/look', 422],
  ['health', 'GET', '/healthz', 200],
] as const)('%s has all security headers', async (_, method, url, status) => {
  const payload = method === 'POST' ? { ticket: 'x'.repeat(5_000) } : undefined;
  const headers = { 'sec-fetch-site': 'same-origin' };
  const response = await app.app.inject({
    method,
    url,
    headers,
    ...(payload && { payload }),
  });
  // The status of a page depends on whether the web has been built.
  if (status) expect(response.statusCode).toBe(status);
  for (const [name, value] of Object.entries(requiredHeaders)) {
    expect(`${name}: ${response.headers[name]}`).toMatch(
      new RegExp(`: .*${value.source.replace(/^\^/, '')}`),
    );
  }
});

test('API responses are not cached and send no referrer', async () => {
  const { headers } = await app.app.inject('/api/openapi.json');
  expect(headers['cache-control']).toBe('no-cache, no-store');
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(headers['x-content-type-options']).toBe('nosniff');
});
