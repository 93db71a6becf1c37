import { expect, it } from 'vitest';
import { durationText } from './duration-text.ts';

it.each([
  [250, '0.25 seconds'],
  [1_000, '1 second'],
  [60_000, '1 minute'],
  [900_000, '15 minutes'],
  [5_400_000, '1.5 hours'],
  [86_400_000, '1 day'],
])('%i ms is %s', (ms, words) => {
  expect(durationText(ms)).toBe(words);
});
