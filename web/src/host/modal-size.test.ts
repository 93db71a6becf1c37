import { expect, test } from 'vitest';
import { modalSize } from './modal-size.ts';

const most = { width: 1120, height: 860 };

test('a large window gives a modal its requested size', () => {
  expect(modalSize({ width: 1920, height: 1080 }, most)).toEqual({ width: 1120, height: 860 });
});

test('a small window leaves room for the frame, down to the smallest modal', () => {
  expect(modalSize({ width: 1000, height: 700 }, most)).toEqual({ width: 920, height: 580 });
  expect(modalSize({ width: 360, height: 200 }, most)).toEqual({ width: 320, height: 120 });
});
