import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSettings, variables } from './config.ts';

const complete = {
  PUBLIC_URL: 'https://bill.example.org/',
  ENCRYPTION_KEYS: `k1:${'0f'.repeat(32)}`,
  PIPEDRIVE_CLIENT_ID: 'pd-id',
  PIPEDRIVE_CLIENT_SECRET: ' pd-secret ',
  INTUIT_CLIENT_ID: 'qb-id',
  INTUIT_CLIENT_SECRET: 'qb-secret',
};

test('an empty environment is told every missing variable at once, each with what it is for', () => {
  const told = () => readSettings({});
  for (const name of Object.keys(complete)) {
    expect(told).toThrow(new RegExp(`${name} is missing: \\w`));
  }
});

test('a wrong value is named beside what is missing', () => {
  const wrong = { ...complete, PORT: 'http', INTUIT_CLIENT_ID: '' };
  expect(() => readSettings(wrong)).toThrow('INTUIT_CLIENT_ID is missing');
  expect(() => readSettings(wrong)).toThrow('PORT is not usable');
});

test('the sandbox keys lead to the sandbox hosts, and a pasted blank is trimmed', () => {
  const settings = readSettings({ ...complete, INTUIT_ENVIRONMENT: 'sandbox' });
  expect(settings.quickbooks.apiUrl).toBe('https://sandbox-quickbooks.api.intuit.com');
  expect(settings.pipedrive.clientSecret).toBe('pd-secret');
  expect(settings.publicUrl).toBe('https://bill.example.org');
});

test('.env.example lists every variable, with the default that holds without it', () => {
  const expected = Object.entries(variables.shape).map(([name, schema]) => {
    const left = schema.safeParse(undefined);
    const line = left.success ? `# ${name}=${left.data ?? ''}` : `${name}=`;
    return `# ${schema.description}\n${line}\n`;
  });
  const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
  expect(example.split('\n').slice(3).join('\n')).toBe(expected.join('\n'));
});
