import { expect, test } from 'vitest';
import { contextAt, neighbour } from './reorder.ts';

test('a line moves by one and stops at both ends', () => {
  expect(neighbour(1, -1, 3)).toBe(0);
  expect(neighbour(1, 1, 3)).toBe(2);
  expect(neighbour(0, -1, 3)).toBeNull();
  expect(neighbour(2, 1, 3)).toBeNull();
});

const rows = [
  { top: 0, bottom: 40 },
  { top: 40, bottom: 120 },
  { top: 120, bottom: 160 },
];

test('a dragged line passes a neighbour once the pointer crosses its middle', () => {
  expect(contextAt(rows, 0, 70)).toBe(0);
  expect(contextAt(rows, 0, 81)).toBe(1);
  expect(contextAt(rows, 0, 141)).toBe(2);
  expect(contextAt(rows, 2, 90)).toBe(2);
  expect(contextAt(rows, 2, 79)).toBe(1);
  expect(contextAt(rows, 2, 19)).toBe(0);
});

test('outside the list the line stays at its end', () => {
  expect(contextAt(rows, 1, -500)).toBe(0);
  expect(contextAt(rows, 1, 9000)).toBe(2);
});
