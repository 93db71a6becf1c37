import { expect, test } from 'vitest';
import { formSize } from './form-size.ts';

test('a large window gives the form all it can use', () => {
  expect(formSize({ width: 1920, height: 1080 })).toEqual({ width: 1120, height: 860 });
});

test('a small one leaves room for the frame, down to the smallest modal there is', () => {
  expect(formSize({ width: 1000, height: 700 })).toEqual({ width: 920, height: 580 });
  expect(formSize({ width: 360, height: 200 })).toEqual({ width: 320, height: 120 });
});
