import { refusal } from '../wire/faults.ts';

export interface Token {
  kind: 'word' | 'text' | 'symbol';
  text: string;
}

const pattern = /\s*(?:'((?:\\.|[^'\\])*)'|(<=|>=|[=<>(),*])|([^\s=<>(),*']+))/y;

/** Splits a statement; inside quotes a backslash escapes the apostrophe and itself. */
export function tokensOf(statement: string): Token[] {
  const source = statement.trim();
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < source.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(source);
    if (!match)
      throw refusal(
        '4000',
        `QueryParserError: Invalid content. Lexical error at line 1, column ${at + 1}.`,
      );
    const [, quoted, symbol, word] = match;
    if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replace(/\\(.)/g, '$1') });
    else if (symbol) tokens.push({ kind: 'symbol', text: symbol });
    else if (word) tokens.push({ kind: 'word', text: word });
  }
  return tokens;
}
