import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInTurns } from './json-in-turns.ts';

/** The result as text, which includes the order of keys, or the error. */
const outcome = async (parse: () => unknown): Promise<string> => {
  try {
    return JSON.stringify(await parse());
  } catch (error) {
    return error instanceof SyntaxError ? 'SyntaxError' : String(error);
  }
};

const mustBeAlike = async (text: string | Buffer, most: number): Promise<void> => {
  const bytes = Buffer.from(text as string);
  const expected = await outcome(() => JSON.parse(new TextDecoder().decode(bytes)));
  expect(await outcome(() => parseInTurns(bytes, most))).toBe(expected);
};

const sizes = fc.nat({ max: 40 });
const texts = fc.oneof(
  fc.json({ maxDepth: 6 }),
  fc.jsonValue({ maxDepth: 6 }).map((value) => JSON.stringify(value, null, 2)),
);

describe('parseInTurns', () => {
  it('returns what JSON.parse returns, for every size of pieces', async () => {
    await fc.assert(fc.asyncProperty(texts, sizes, mustBeAlike), { numRuns: 500 });
  });

  it('rejects what JSON.parse rejects', async () => {
    const bytes = fc.constantFrom(...'{}[],:"\\ 0e-tn\u0000é'.split(''));
    const damaged = fc
      .tuple(texts, fc.nat(), fc.nat({ max: 2 }), bytes)
      .map(([text, where, cut, put]) => {
        const at = where % (text.length + 1);
        return text.slice(0, at) + put + text.slice(at + cut);
      });
    await fc.assert(fc.asyncProperty(damaged, sizes, mustBeAlike), { numRuns: 2_000 });
  });

  it('decodes invalid UTF-8 and a byte order mark like TextDecoder', async () => {
    const noText = Buffer.concat([Buffer.from('["a'), Buffer.from([0xc3]), Buffer.from('","b"]')]);
    await mustBeAlike(noText, 0);
    await mustBeAlike('\ufeff{"a": [1, 2]}', 0);
    await mustBeAlike('\ufeff{"a": [1, 2]}', 100);
  });

  it('keeps a key named __proto__', async () => {
    const parsed = await parseInTurns(Buffer.from('{"__proto__": {"a": [1]}}'), 0);
    expect(Object.keys(parsed as object)).toEqual(['__proto__']);
  });
});
