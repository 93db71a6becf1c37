import { giveWay } from '../../event-loop.ts';

/** Elements of arrays up to this size are parsed at once: about 2 ms. */
const mostAtOnce = 256 * 1024;

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * Parses JSON like `JSON.parse`, with the same result or SyntaxError, and gives way between the elements of
 * arrays: QuickBooks answers up to 1,000 invoices in one text of many megabytes. The boundaries of elements
 * are found by counting brackets, and each element is parsed by `JSON.parse`. Nesting of large parts is
 * limited by the stack.
 */
export const parseInTurns = async (bytes: Buffer, most = mostAtOnce): Promise<unknown> => {
  const from = bytes.indexOf(byteOrderMark) === 0 ? byteOrderMark.length : 0;
  if (bytes.length - from <= most) return JSON.parse(bytes.toString('utf8', from));
  const parser = makeParser(bytes, from, most);
  const value = await parser.value();
  parser.end();
  return value;
};

/** The value of a body, or its text where it is no JSON: faults come as XML too. */
export const jsonOrText = async (bytes: Uint8Array): Promise<unknown> => {
  try {
    return await parseInTurns(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch {
    return new TextDecoder().decode(bytes);
  }
};

const makeParser = (bytes: Buffer, from: number, most: number) => {
  let at = from;

  const wrong = () => new SyntaxError(`Unexpected byte at position ${at} of JSON`);

  const skipSpace = () => {
    while (isSpace(bytes[at])) at += 1;
  };

  const take = (byte: number): boolean => {
    skipSpace();
    if (bytes[at] !== byte) return false;
    at += 1;
    return true;
  };

  const expect = (byte: number): void => {
    if (!take(byte)) throw wrong();
  };

  const parseUpTo = (end: number): unknown => {
    const value = JSON.parse(bytes.toString('utf8', at, end));
    at = end;
    return value;
  };

  /** Behind the string that begins at `start`. */
  const endOfString = (start: number): number => {
    let end = start + 1;
    while (end < bytes.length && bytes[end] !== quote) end += bytes[end] === backslash ? 2 : 1;
    return end + 1;
  };

  /** Behind the value that begins here; null where it is longer than `limit`, or has no end. */
  const endOfValue = (limit: number): number | null => {
    let depth = 0;
    for (let end = at; end < bytes.length && end - at <= limit; end += 1) {
      const byte = bytes[end];
      if (byte === quote) {
        end = endOfString(end) - 1;
        if (depth === 0) return end + 1;
      } else if (byte === openBrace || byte === openBracket) depth += 1;
      else if (depth === 0 && (byte === comma || byte === closeBracket || byte === closeBrace)) {
        return end;
      } else if (byte === closeBrace || byte === closeBracket) {
        depth -= 1;
        if (depth === 0) return end + 1;
      }
    }
    return null;
  };

  const object = async (): Promise<unknown> => {
    const entries: [string, unknown][] = [];
    expect(openBrace);
    if (take(closeBrace)) return {};
    do {
      skipSpace();
      if (bytes[at] !== quote) throw wrong();
      const key = parseUpTo(endOfString(at)) as string;
      expect(colon);
      entries.push([key, await value()]);
    } while (take(comma));
    expect(closeBrace);
    return Object.fromEntries(entries);
  };

  const array = async (): Promise<unknown> => {
    const elements: unknown[] = [];
    expect(openBracket);
    if (take(closeBracket)) return elements;
    do {
      await giveWay();
      skipSpace();
      const end = endOfValue(most);
      elements.push(end === null ? await value() : parseUpTo(end));
    } while (take(comma));
    expect(closeBracket);
    return elements;
  };

  const value = async (): Promise<unknown> => {
    skipSpace();
    const first = bytes[at];
    if (first === openBrace) return object();
    if (first === openBracket) return array();
    if (first === quote) return parseUpTo(endOfString(at));
    return parseUpTo(endOfValue(bytes.length) ?? bytes.length);
  };

  return {
    value,
    end(): void {
      skipSpace();
      if (at < bytes.length) throw wrong();
    },
  };
};
