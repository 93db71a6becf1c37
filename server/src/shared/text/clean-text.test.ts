import { describe, expect, test } from 'vitest';
import { sameName } from '../../customers/matching/firm-name.ts';
import { cleanLines, cleanName, hasEmoji, withoutEmoji } from './clean-text.ts';

describe('a name', () => {
  test.each([
    ['Alder\u200b & Co', 'Alder & Co'],
    ['Alder\u00a0& Co', 'Alder & Co'],
    ['Alder  &   Co ', 'Alder & Co'],
    ['\ufeffAlder\u2009&\u202fCo\u200e', 'Alder & Co'],
    ['Al\u00adder & Co', 'Alder & Co'],
    ['Cafe\u0301', 'Caf\u00e9'],
    ['Alder\tCo', 'Alder\tCo'],
    ['Alder\u0007Co', 'Alder\u0007Co'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
  ])('%j is sent as %j', (typed, sent) => {
    expect(cleanName(typed)).toBe(sent);
  });

  test('matches with and without invisible characters', () => {
    expect(sameName('Alder\u200b\u00a0 & Co', 'alder & co')).toBe(true);
  });

  test('of several lines keeps its lines', () => {
    expect(cleanLines('Alder\u00a0Co \r\n1\u200b Quay  Street')).toBe('Alder Co\n1 Quay Street');
  });
});

test.each([
  ['Party 🎉', true],
  ['Flag 🇬🇧', true],
  ['lone \ud83c', true],
  ['Złotnicki – ™ € 漢字', false],
])('%j has emoji: %s', (text, has) => {
  expect(hasEmoji(text)).toBe(has);
});

test.each([
  ['Thank you 🎉🎉 all', 'Thank you all'],
  ['Oak 🌳, oiled', 'Oak, oiled'],
  ['👩‍💻 Desk', 'Desk'],
  ['Desk 🎉', 'Desk'],
  ['🎉\nDesk ❤️', '\nDesk ❤️'],
  ['a🎉b', 'ab'],
])('%j without emoji', (typed, plain) => {
  expect(withoutEmoji(typed)).toBe(plain);
});
