import { expect, test } from 'vitest';
import { makeVault } from './encrypted.ts';

const key = (id: string, byte: number) => ({ id, key: Buffer.alloc(32, byte) });
const [old, fresh] = [key('k1', 1), key('k2', 2)];

const rowName = 'connection 7';

test('a secret is decrypted in its own row only', () => {
  const vault = makeVault([fresh]);
  const encrypted = vault.encrypt('a refresh token', rowName);
  expect(encrypted).not.toContain('refresh');
  expect(vault.decrypt(encrypted, rowName)).toBe('a refresh token');
  expect(vault.decrypt(encrypted, 'connection 8')).toBeNull();
  expect(vault.decrypt(encrypted, '')).toBeNull();
});

test('encrypting the same secret twice gives different texts', () => {
  const vault = makeVault([fresh]);
  expect(vault.encrypt('secret', rowName)).not.toBe(vault.encrypt('secret', rowName));
});

test('an older key decrypts its secrets until it is removed', () => {
  const encrypted = makeVault([old]).encrypt('secret', rowName);
  expect(makeVault([fresh, old]).decrypt(encrypted, rowName)).toBe('secret');
  expect(makeVault([fresh]).decrypt(encrypted, rowName)).toBeNull();
});

test('another key with the same id decrypts nothing', () => {
  const encrypted = makeVault([old]).encrypt('secret', rowName);
  expect(makeVault([key('k1', 3)]).decrypt(encrypted, rowName)).toBeNull();
});

test('a changed text or a shortened tag is not decrypted', () => {
  const vault = makeVault([fresh]);
  const [id, iv, tag, text] = vault.encrypt('secret', rowName).split('.');
  const shortTag = Buffer.from(tag ?? '', 'base64url')
    .subarray(0, 4)
    .toString('base64url');
  const otherText = Buffer.from('public').toString('base64url');
  for (const parts of [
    [id, iv, shortTag, text],
    [id, iv, tag, otherText],
    [id, '', tag, text],
    [id, iv, tag],
    ['', '', '', ''],
    [''],
  ]) {
    expect(vault.decrypt(parts.join('.'), rowName)).toBeNull();
  }
});
