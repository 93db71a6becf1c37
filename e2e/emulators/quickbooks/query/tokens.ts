import { refusal } from '../wire/faults.ts';

export interface Token {
  kind: 'word' | 'text' | 'symbol';
  text: string;
}

const pattern = /\s*(?:'((?:\\.|[^'\\])*)'|(<=|>=|[=<>(),*])|([^\s=<>(),*']+))/y;

/**
 * Throws 4000 for a control character or a letter beyond U+00FF (`ascii`: U+007E), as Intuit's
 * lexer does: "Encountered: \"\\u2013\" (8211)"
 * (github.com/intuit/QuickBooks-V3-PHP-SDK/issues/397).
 */
export function refuseOtherLetters(statement: string, letters: 'latin1' | 'ascii'): void {
  const other = letters === 'ascii' ? /[^\t\n\r -~]/ : /[^\t\n\r -~\u0080-\u00ff]/;
  const at = statement.search(other);
  if (at < 0) return;
  const code = statement.charCodeAt(at);
  const letter = `\\u${code.toString(16).padStart(4, '0')}`;
  throw refusal(
    '4000',
    `QueryParserError: Invalid content. Lexical error at line 1, column ${at + 1}.  Encountered: "${letter}" (${code}), after : ""`,
  );
}

/** Splits a statement into tokens; in quotes a backslash escapes an apostrophe and itself. */
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
