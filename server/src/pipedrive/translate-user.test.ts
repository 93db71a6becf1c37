import { describe, expect, it } from 'vitest';
import { isAdminOf } from './translate-user.ts';

const access = (app: string, admin: boolean) => ({ access: [{ app, admin }] });

describe('isAdminOf', () => {
  it.each([
    ['account settings', access('account_settings', true), true],
    ['account settings as a regular user', access('account_settings', false), false],
    ['deals only', access('sales', true), false],
    ['is_admin true', { is_admin: true }, true],
    ['is_admin 1', { is_admin: 1 }, true],
    ['is_admin 0', { is_admin: 0 }, false],
    ['neither', {}, false],
    ['no list of apps', { access: null }, false],
  ])('reads %s', (_name, data, expected) => {
    expect(isAdminOf(data)).toBe(expected);
  });
});
