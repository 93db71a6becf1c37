import { expect, test } from 'vitest';
import { makeVault } from './encrypted.ts';

const key = (id: string, byte: number) => ({ id, key: Buffer.alloc(32, byte) });
const [old, fresh] = [key('k1', 1), key('k2', 2)];

const place = 'connection 7';

test('a secret is decrypted in its own row only', () => {
  const vault = makeVault([fresh]);
  const sealed = vault.seal('a refresh token', place);
  expect(sealed).not.toContain('refresh');
  expect(vault.open(sealed, place)).toBe('a refresh token');
  expect(vault.open(sealed, 'connection 8')).toBeNull();
  expect(vault.open(sealed, '')).toBeNull();
});

test('encrypting the same secret twice gives different texts', () => {
  const vault = makeVault([fresh]);
  expect(vault.seal('secret', place)).not.toBe(vault.seal('secret', place));
});

test('an older key decrypts its secrets until it is removed', () => {
  const sealed = makeVault([old]).seal('secret', place);
  expect(makeVault([fresh, old]).open(sealed, place)).toBe('secret');
  expect(makeVault([fresh]).open(sealed, place)).toBeNull();
});

test('another key with the same id decrypts nothing', () => {
  const sealed = makeVault([old]).seal('secret', place);
  expect(makeVault([key('k1', 3)]).open(sealed, place)).toBeNull();
});

test('a changed text or a shortened tag is not decrypted', () => {
  const vault = makeVault([fresh]);
  const [id, iv, tag, text] = vault.seal('secret', place).split('.');
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
    expect(vault.open(parts.join('.'), place)).toBeNull();
  }
});
