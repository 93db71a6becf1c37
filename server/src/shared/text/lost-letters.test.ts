import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lostLetters, lostText } from './lost-letters.ts';

describe('lost letters', () => {
  test.each([
    ['Złotnicki', 'Z?otnicki'],
    ['Support plan – yearly', 'Support plan ? yearly'],
    ['Usługa – montażu', 'Us?uga – monta?u'],
    ['Thanks 🙂', 'Thanks ?'],
    ['Thanks 🙂', 'Thanks ??'],
    [' Usługa\r\nmontażu ', 'Us?uga\nmonta?u'],
  ])('are found in %j stored as %j', (sent, stored) => {
    expect(lostLetters(sent, stored)).toBe(true);
  });

  test.each([
    ['Möller', 'Möller'],
    ['Really?', 'Really?'],
    ['Möller', 'M?ller'],
    ['Złotnicki', 'Zlotnicki'],
    ['Złotnicki', 'Another name'],
    ['Usługa', 'Us?uga, two hours'],
    ['', ''],
  ])('are not found in %j stored as %j', (sent, stored) => {
    expect(lostLetters(sent, stored)).toBe(false);
  });

  test('are found in any text exactly if it has letters beyond Latin-1', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const sent = text.normalize('NFC').replace(/\r\n?/g, '\n').trim();
        const marked = sent.replace(/[\u{100}-\u{10FFFF}]/gu, '?');
        expect(lostText(sent, marked)?.stored).toBe(marked === sent ? undefined : marked);
        expect(lostText(sent, sent)).toBeNull();
      }),
    );
  });
});
