import { expect, test } from 'vitest';
import { makeVault } from './encrypted.ts';

const key = (id: string, byte: number) => ({ id, key: Buffer.alloc(32, byte) });
const [old, fresh] = [key('k1', 1), key('k2', 2)];

const place = 'connection 7';

test('what is sealed for a row opens in that row, and in no other', () => {
  const vault = makeVault([fresh]);
  const sealed = vault.seal('a refresh token', place);
  expect(sealed).not.toContain('refresh');
  expect(vault.open(sealed, place)).toBe('a refresh token');
  expect(vault.open(sealed, 'connection 8')).toBeNull();
  expect(vault.open(sealed, '')).toBeNull();
});

test('the same secret is sealed differently each time', () => {
  const vault = makeVault([fresh]);
  expect(vault.seal('secret', place)).not.toBe(vault.seal('secret', place));
});

test('an older key opens what it sealed, and does so until it is gone', () => {
  const sealed = makeVault([old]).seal('secret', place);
  expect(makeVault([fresh, old]).open(sealed, place)).toBe('secret');
  expect(makeVault([fresh]).open(sealed, place)).toBeNull();
});

test('another key of the same name opens nothing', () => {
  const sealed = makeVault([old]).seal('secret', place);
  expect(makeVault([key('k1', 3)]).open(sealed, place)).toBeNull();
});

test('what was changed does not open, nor with a part of its tag', () => {
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
