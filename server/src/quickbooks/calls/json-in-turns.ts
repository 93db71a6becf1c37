import { giveWay } from '../../event-loop.ts';

/** Array elements up to this many bytes are parsed in one piece, in about 2 ms. */
const defaultMaxBytes = 256 * 1024;

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * Parses JSON with the same result or SyntaxError as `JSON.parse`, but yields to the event loop
 * between array elements: 1,000 invoices have many megabytes. Finds element boundaries by counting
 * brackets and passes each element to `JSON.parse`. Recurses into elements above `maxBytes`.
 */
export const parseInTurns = async (bytes: Buffer, maxBytes = defaultMaxBytes): Promise<unknown> => {
  const from = bytes.indexOf(byteOrderMark) === 0 ? byteOrderMark.length : 0;
  if (bytes.length - from <= maxBytes) return JSON.parse(bytes.toString('utf8', from));
  const parser = makeParser(bytes, from, maxBytes);
  const value = await parser.value();
  parser.end();
  return value;
};

/** Parses a body as JSON; returns its text when it is not JSON, because faults may be XML. */
export const jsonOrText = async (bytes: Uint8Array): Promise<unknown> => {
  try {
    return await parseInTurns(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch {
    return new TextDecoder().decode(bytes);
  }
};

const makeParser = (bytes: Buffer, from: number, maxBytes: number) => {
  let position = from;

  const syntaxError = () => new SyntaxError(`Unexpected byte at position ${position} of JSON`);

  const skipSpace = () => {
    while (isSpace(bytes[position])) position += 1;
  };

  const take = (byte: number): boolean => {
    skipSpace();
    if (bytes[position] !== byte) return false;
    position += 1;
    return true;
  };

  const expect = (byte: number): void => {
    if (!take(byte)) throw syntaxError();
  };

  const parseSlice = (end: number): unknown => {
    const value = JSON.parse(bytes.toString('utf8', position, end));
    position = end;
    return value;
  };

  /** Returns the position after the string that begins at `start`. */
  const endOfString = (start: number): number => {
    let end = start + 1;
    while (end < bytes.length && bytes[end] !== quote) end += bytes[end] === backslash ? 2 : 1;
    return end + 1;
  };

  /**
   * Returns the end of the value at `position`; null when it is longer than `limit` or
   * unterminated.
   */
  const endOfValue = (limit: number): number | null => {
    let depth = 0;
    for (let end = position; end < bytes.length && end - position <= limit; end += 1) {
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
      if (bytes[position] !== quote) throw syntaxError();
      const key = parseSlice(endOfString(position)) as string;
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
      const end = endOfValue(maxBytes);
      elements.push(end === null ? await value() : parseSlice(end));
    } while (take(comma));
    expect(closeBracket);
    return elements;
  };

  const value = async (): Promise<unknown> => {
    skipSpace();
    const first = bytes[position];
    if (first === openBrace) return object();
    if (first === openBracket) return array();
    if (first === quote) return parseSlice(endOfString(position));
    return parseSlice(endOfValue(bytes.length) ?? bytes.length);
  };

  return {
    value,
    end(): void {
      skipSpace();
      if (position < bytes.length) throw syntaxError();
    },
  };
};
