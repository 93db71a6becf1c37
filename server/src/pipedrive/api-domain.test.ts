import { expect, test } from 'vitest';
import { trustedApiDomain } from './api-domain.ts';

const oauth = 'https://oauth.pipedrive.com';

test.each([
  ['https://acme.pipedrive.com', 'https://acme.pipedrive.com'],
  ['https://ACME.pipedrive.com/api', 'https://acme.pipedrive.com'],
  ['https://pipedrive.com/', 'https://pipedrive.com'],
])('trusts %s', (apiDomain, origin) => {
  expect(trustedApiDomain(apiDomain, oauth)).toBe(origin);
});

test.each([
  'http://acme.pipedrive.com',
  'https://pipedrive.com.evil.example',
  'https://evilpipedrive.com',
  'https://acme.pipedrive.com@evil.example',
  'https://acme.pipedrive.com:8443',
  'https://evil.example/.pipedrive.com',
  'https://evil.example#.pipedrive.com',
  'ftp://acme.pipedrive.com',
  'http://127.0.0.1',
  'javascript:alert(1)//.pipedrive.com',
  '',
])('rejects %s', (apiDomain) => {
  expect(trustedApiDomain(apiDomain, oauth)).toBeNull();
});

test('trusts the configured OAuth host with its port only', () => {
  const emulator = 'http://localhost:4010';
  expect(trustedApiDomain('http://localhost:4010/x', emulator)).toBe(emulator);
  expect(trustedApiDomain('http://localhost:4011', emulator)).toBeNull();
});
