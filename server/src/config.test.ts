import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSettings } from './config.ts';
import { variables } from './environment-variables.ts';

const complete = {
  PUBLIC_URL: 'https://bill.example.org/',
  ENCRYPTION_KEYS: `k1:${'0f'.repeat(32)}`,
  PIPEDRIVE_CLIENT_ID: 'pd-id',
  PIPEDRIVE_CLIENT_SECRET: ` ${'pd'.repeat(20)} `,
  INTUIT_CLIENT_ID: 'qb-id',
  INTUIT_CLIENT_SECRET: 'qb'.repeat(20),
};

test('names every missing variable at once, with its description', () => {
  const read = () => readSettings({});
  for (const name of Object.keys(complete)) {
    expect(read).toThrow(new RegExp(`${name} is missing: \\w`));
  }
});

test('names an invalid value together with missing variables', () => {
  const wrong = { ...complete, PORT: 'http', INTUIT_CLIENT_ID: '' };
  expect(() => readSettings(wrong)).toThrow('INTUIT_CLIENT_ID is missing');
  expect(() => readSettings(wrong)).toThrow('PORT is not usable');
});

test('uses the sandbox hosts with sandbox keys, and trims pasted blanks', () => {
  const settings = readSettings({ ...complete, INTUIT_ENVIRONMENT: 'sandbox' });
  expect(settings.quickbooks.apiUrl).toBe('https://sandbox-quickbooks.api.intuit.com');
  expect(settings.pipedrive.clientSecret).toBe('pd'.repeat(20));
  expect(settings.publicUrl).toBe('https://bill.example.org');
});

test.each(['http://bill.example.org', 'http://10.0.0.7:3000', 'http://localhost.example.org'])(
  'rejects the public address %s, which would send tokens in plain text',
  (PUBLIC_URL) => {
    expect(() => readSettings({ ...complete, PUBLIC_URL })).toThrow('PUBLIC_URL is not usable');
  },
);

test.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'])(
  'accepts plain HTTP on this machine: %s',
  (PUBLIC_URL) => {
    expect(readSettings({ ...complete, PUBLIC_URL }).publicUrl).toBe(PUBLIC_URL);
  },
);

test('requires that creates can be repeated at least until the first try has timed out', () => {
  const short = { ...complete, RESOLVE_AFTER_MS: '125000', REPLAY_UNTIL_MS: '60000' };
  expect(() => readSettings(short)).toThrow(/REPLAY_UNTIL_MS .* RESOLVE_AFTER_MS/);
  expect(() => readSettings({ ...short, INTUIT_CLIENT_ID: '' })).toThrow(
    /INTUIT_CLIENT_ID is missing[\s\S]*REPLAY_UNTIL_MS/,
  );
  const equal = { ...short, REPLAY_UNTIL_MS: '125000' };
  expect(readSettings(equal).resolve.replayUntilMs).toBe(125_000);
});

test.each([
  ['SETTLE_AFTER_MS', 'RESOLVE_AFTER_MS'],
  ['SETTLE_EVERY_MS', 'RESOLVE_EVERY_MS'],
])('refuses %s, and names %s, its present name', (former, name) => {
  expect(() => readSettings({ ...complete, [former]: '1000' })).toThrow(
    `${former} is no longer used: rename it to ${name}`,
  );
});

test.each(['everybody', 'true', '10.0.0.0/8 10.1.1.1'])(
  'rejects %s as a list of proxies',
  (TRUST_PROXY) => {
    expect(() => readSettings({ ...complete, TRUST_PROXY })).toThrow('TRUST_PROXY is not usable');
  },
);

test.each(['loopback', '10.0.0.0/8, 192.168.1.7', 'loopback,uniquelocal', '::1'])(
  'accepts %s as a list of proxies',
  (TRUST_PROXY) => {
    expect(readSettings({ ...complete, TRUST_PROXY }).trustProxy).toBe(TRUST_PROXY);
  },
);

test.each([
  'PIPEDRIVE_CLIENT_SECRET',
  'INTUIT_CLIENT_SECRET',
  'PIPEDRIVE_PANEL_SECRET',
  'PIPEDRIVE_MODAL_SECRET',
  'PIPEDRIVE_SETTINGS_SECRET',
])('%s of fewer than 32 characters is refused, and not repeated', (name) => {
  const short = () => readSettings({ ...complete, [name]: `  ${'s'.repeat(31)}  ` });
  expect(short).toThrow(new RegExp(`${name} is not usable: .*32 characters or more`));
  expect(short).not.toThrow(/sss/);
  expect(() => readSettings({ ...complete, [name]: 's'.repeat(32) })).not.toThrow();
});

test.each([
  ['PORT', '70000', '0 to 65535'],
  ['LOG_LEVEL', 'loud', 'silent, error, warn, info or debug'],
  ['INTUIT_ENVIRONMENT', 'test', 'production or sandbox'],
  ['QUICKBOOKS_TIMEOUT_MS', '0', 'in milliseconds \\(1 or more\\)'],
  ['RATE_LIMIT_PER_MINUTE', '1.5', '1 or more'],
  ['PIPEDRIVE_OAUTH_URL', 'oauth.pipedrive.com', 'https://'],
  ['PUBLIC_URL', 'http://bill.example.org', 'https://'],
  ['ENCRYPTION_KEYS', 'k1:0f', '64 hex digits'],
])('a wrong %s is reported with its allowed values', (name, value, allowed) => {
  const wrong = { ...complete, [name]: value };
  expect(() => readSettings(wrong)).toThrow(new RegExp(`${name} is not usable: .*${allowed}`));
});

test('.env.example lists every variable with its default', () => {
  const expected = Object.entries(variables.shape).map(([name, schema]) => {
    const left = schema.safeParse(undefined);
    const line = left.success ? `# ${name}=${left.data ?? ''}` : `${name}=`;
    return `# ${schema.description}\n${line}\n`;
  });
  const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
  expect(example.split('\n').slice(3).join('\n')).toBe(expected.join('\n'));
});

test('README.md names every setting and no unknown one', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const named = new Set(readme.match(/\b[A-Z][A-Z0-9]*(_[A-Z0-9]+)+\b/g));
  // Of compose.yaml.
  named.delete('POSTGRES_PASSWORD');
  const settings = Object.keys(variables.shape);
  expect(settings.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  expect([...named].filter((name) => !settings.includes(name))).toEqual([]);
});
