import { refusal } from '../wire/faults.ts';
import { type Token, tokensOf } from './tokens.ts';

export type Operator = '=' | '<' | '>' | '<=' | '>=' | 'LIKE' | 'IN';

export interface Condition {
  property: string;
  operator: Operator;
  values: string[];
}

export interface Query {
  count: boolean;
  /** Selected properties; undefined for all. */
  fields: string[] | undefined;
  entity: string;
  where: Condition[];
  orderBy: { property: string; descending: boolean }[];
  start: number;
  max: number;
}

/**
 * Parses `SELECT * | COUNT(*) FROM Entity [WHERE a op v AND ...] [ORDERBY p [DESC], ...]
 * [STARTPOSITION n] [MAXRESULTS n]`; throws 4000 for any other form. `projections` also accepts
 * property names instead of `*`.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/data-queries
 */
export function parseQuery(statement: string, { projections = false } = {}): Query {
  const tokens = new Reader(tokensOf(statement));
  tokens.keyword('SELECT');
  const count = tokens.tryKeyword('COUNT');
  if (count) tokens.symbol('(');
  const all = count || !projections || tokens.next('*');
  const fields = all ? undefined : tokens.list(() => tokens.word(), ',');
  if (all) tokens.symbol('*');
  if (count) tokens.symbol(')');
  tokens.keyword('FROM');
  const entity = tokens.word();
  const where = tokens.tryKeyword('WHERE') ? tokens.list(() => condition(tokens), 'AND') : [];
  const orderBy = orders(tokens) ? tokens.list(() => order(tokens), ',') : [];
  const start = tokens.tryKeyword('STARTPOSITION') ? whole(tokens.word()) : 1;
  const max = tokens.tryKeyword('MAXRESULTS') ? whole(tokens.word()) : 100;
  tokens.end();
  return {
    count,
    fields,
    entity,
    where,
    orderBy,
    start: within(start, 1),
    max: within(max, 1, 1000),
  };
}

/** Accepts Intuit's ORDERBY as well as ORDER BY. */
function orders(tokens: Reader): boolean {
  if (tokens.tryKeyword('ORDERBY')) return true;
  if (!tokens.tryKeyword('ORDER')) return false;
  tokens.keyword('BY');
  return true;
}

function order(tokens: Reader) {
  const property = tokens.word();
  const descending = tokens.tryKeyword('DESC');
  if (!descending) tokens.tryKeyword('ASC');
  return { property, descending };
}

function condition(tokens: Reader): Condition {
  const property = tokens.word();
  if (tokens.tryKeyword('IN')) {
    tokens.symbol('(');
    const values = tokens.list(() => tokens.value(), ',');
    tokens.symbol(')');
    return { property, operator: 'IN', values };
  }
  const operator = tokens.tryKeyword('LIKE') ? 'LIKE' : tokens.operator();
  return { property, operator, values: [tokens.value()] };
}

function whole(text: string): number {
  if (!/^-?\d+$/.test(text)) throw notUnderstood(text);
  return Number(text);
}

function within(value: number, min: number, max = Number.MAX_SAFE_INTEGER): number {
  if (value < min)
    throw refusal(
      '4001',
      `QueryValidationError: value ${value} is too small. Min allowed value is ${min}.`,
    );
  if (value > max)
    throw refusal(
      '4001',
      `QueryValidationError: value ${value} is too large. Max allowed value is ${max}.`,
    );
  return value;
}

function notUnderstood(text: string) {
  return refusal('4000', `QueryParserError: Encountered "${text}" where it was not expected.`);
}

class Reader {
  private readonly tokens: Token[];
  private at = 0;

  constructor(tokens: Token[]) {
    this.tokens = tokens;
  }

  tryKeyword(word: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== 'word' || token.text.toUpperCase() !== word) return false;
    this.at++;
    return true;
  }

  keyword(word: string): void {
    if (!this.tryKeyword(word)) throw notUnderstood(this.here());
  }

  symbol(text: string): void {
    const token = this.tokens[this.at];
    if (token?.kind !== 'symbol' || token.text !== text) throw notUnderstood(this.here());
    this.at++;
  }

  next(text: string): boolean {
    return this.tokens[this.at]?.text === text;
  }

  word(): string {
    return this.take('word');
  }

  value(): string {
    const token = this.tokens[this.at];
    return token?.kind === 'text' ? this.take('text') : this.take('word');
  }

  operator(): Operator {
    const text = this.take('symbol');
    if (text === '=' || text === '<' || text === '>' || text === '<=' || text === '>=') return text;
    throw notUnderstood(text);
  }

  /** One or more items, separated by a comma or the keyword AND. */
  list<T>(read: () => T, between: string): T[] {
    const found = [read()];
    while (between === ',' ? this.trySymbol(',') : this.tryKeyword(between)) found.push(read());
    return found;
  }

  end(): void {
    const token = this.tokens[this.at];
    if (token) throw notUnderstood(token.text);
  }

  private trySymbol(text: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== 'symbol' || token.text !== text) return false;
    this.at++;
    return true;
  }

  private take(kind: Token['kind']): string {
    const token = this.tokens[this.at];
    if (token?.kind !== kind) throw notUnderstood(this.here());
    this.at++;
    return token.text;
  }

  private here(): string {
    return this.tokens[this.at]?.text ?? '<EOF>';
  }
}
