import { expect, it, vi } from 'vitest';
import { panelHeight } from './size.ts';

vi.mock('./sdk.ts', () => ({ Command: {}, greetHost: () => Promise.reject(new Error('no host')) }));

it('requests a height that Pipedrive accepts, never one it ignores', () => {
  expect(panelHeight(20)).toBe(100);
  expect(panelHeight(320.2)).toBe(321);
  expect(panelHeight(4000)).toBe(750);
});
