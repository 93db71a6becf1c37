import { expect, test } from 'vitest';
import { contractEntries, longestInput, unlimited } from '../testing/longest-inputs.ts';

test.each(contractEntries)('$name limits every text and list of its input', ({ schema }) => {
  expect(unlimited(schema)).toEqual([]);
});

test('unlimited() finds a text, a list and a record without a limit', () => {
  const schema = {
    type: 'object',
    properties: {
      place: { oneOf: [{ type: 'object', properties: { of: { const: 'deal' } } }] },
      name: { type: 'string' },
      rows: { type: 'array', items: { type: 'string', maxLength: 3 } },
      words: { type: 'object', additionalProperties: { type: 'string' } },
    },
  };
  expect(unlimited(schema)).toEqual(['.name', '.rows', '.words']);
});

test.each(contractEntries)('$name accepts its longest input', (contractEntry) => {
  const fill = { number: '9', text: 'word ', known: { draftId: crypto.randomUUID() } };
  const input = longestInput(contractEntry, fill);
  expect(contractEntry.entry.input.safeParse(input).error).toBeUndefined();
});
