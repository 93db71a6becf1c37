/** Placeholders beside the fields of deals; `{counter:4}` has leading zeros up to 4 digits. */
export const numberPlaceholders = ['year', 'month', 'deal id', 'deal title', 'counter'] as const;

/** Most characters of a pattern before its placeholders are filled. */
export const longestPattern = 100;

export type ValueName = Exclude<(typeof numberPlaceholders)[number], 'counter'>;

export type PatternPart =
  | { kind: 'text'; written: string }
  | { kind: 'value'; written: string; name: ValueName }
  /** A field of the deal, by its name in Pipedrive. */
  | { kind: 'field'; written: string; name: string }
  | { kind: 'counter'; written: string; digits: number };

const valueNames: readonly string[] = numberPlaceholders.filter((name) => name !== 'counter');

const isValueName = (name: string): name is ValueName => valueNames.includes(name);

const partOf = (written: string): PatternPart => {
  const name = /^\{([^{}]*)\}$/.exec(written)?.[1]?.trim();
  if (name === undefined) return { kind: 'text', written };
  const lower = name.toLowerCase();
  const digits = /^counter(?::([1-9]))?$/.exec(lower);
  if (digits) return { kind: 'counter', written, digits: Number(digits[1] ?? 1) };
  return isValueName(lower)
    ? { kind: 'value', written, name: lower }
    : { kind: 'field', written, name };
};

export const partsOf = (pattern: string): PatternPart[] =>
  pattern
    .trim()
    .split(/(\{[^{}]*\})/)
    .filter((written) => written !== '')
    .map(partOf);

/** Names of the deal's fields in the pattern, each once. */
export const fieldsInPattern = (pattern: string): string[] => [
  ...new Set(partsOf(pattern).flatMap((part) => (part.kind === 'field' ? part.name : []))),
];

export type PatternProblem =
  | { kind: 'missing' | 'too_long' | 'counters' | 'always_same' }
  | { kind: 'unknown'; names: string[] };

/** Why a pattern cannot be used with these fields of deals; null when it can. */
export const patternProblem = (pattern: string, fields: string[]): PatternProblem | null => {
  if (pattern.trim() === '') return { kind: 'missing' };
  if (pattern.length > longestPattern) return { kind: 'too_long' };
  const parts = partsOf(pattern);
  const unknown = parts.filter((part) => part.kind === 'field' && !fields.includes(part.name));
  if (unknown.length > 0) {
    return { kind: 'unknown', names: [...new Set(unknown.map(({ written }) => written))] };
  }
  if (parts.filter(({ kind }) => kind === 'counter').length > 1) return { kind: 'counters' };
  const differs = parts.some(
    (part) =>
      part.kind === 'counter' ||
      part.kind === 'field' ||
      (part.kind === 'value' && part.name.startsWith('deal')),
  );
  return differs ? null : { kind: 'always_same' };
};

/** What a deal gives for the placeholders of a pattern. `fields` has null for deleted fields. */
export type PatternValues = {
  /** ISO date. */
  date: string;
  dealId: number;
  dealTitle: string;
  fields: Record<string, string | null>;
};

/** A placeholder that the deal leaves empty, or whose field was deleted in Pipedrive. */
export type UnfilledPart = { kind: 'empty' | 'gone'; part: string };

/** Where a counter counts: numbers that begin and end with these texts, with digits in between. */
export type CounterRange = { prefix: string; suffix: string; digits: number };

export type FilledPattern =
  | { kind: 'unfilled'; unfilled: UnfilledPart }
  | {
      kind: 'filled';
      /** Null without a counter; the number is `prefix` then. */
      counter: CounterRange | null;
      prefix: string;
      /** The placeholder, or the text, that takes most characters. */
      longest: string;
    };

const oneLine = (text: string | null): string | null =>
  text === null ? null : text.replace(/\s+/g, ' ').trim();

const textOf = (part: PatternPart, values: PatternValues): string | null => {
  if (part.kind === 'text') return part.written;
  if (part.kind === 'field') return oneLine(values.fields[part.name] ?? null);
  if (part.kind === 'counter') return '';
  const [year = '', month = ''] = values.date.split('-');
  const texts: Record<ValueName, string> = {
    year,
    month,
    'deal id': String(values.dealId),
    'deal title': oneLine(values.dealTitle) ?? '',
  };
  return texts[part.name];
};

/** Fills everything but the counter. */
export const fillPattern = (pattern: string, values: PatternValues): FilledPattern => {
  const parts = partsOf(pattern);
  const texts = parts.map((part) => textOf(part, values));
  for (const [index, part] of parts.entries()) {
    const text = texts[index];
    if (part.kind === 'text' || part.kind === 'counter' || text) continue;
    const kind = text === null ? 'gone' : 'empty';
    return { kind: 'unfilled', unfilled: { kind, part: part.written } };
  }
  const written = texts.map((text) => text ?? '');
  const at = parts.findIndex(({ kind }) => kind === 'counter');
  const counter = parts[at];
  const lengths = written.map((text, index) => (index === at ? 0 : text.length));
  const longest = parts[lengths.indexOf(Math.max(...lengths))]?.written ?? pattern;
  if (counter?.kind !== 'counter') {
    return { kind: 'filled', counter: null, prefix: written.join(''), longest };
  }
  const prefix = written.slice(0, at).join('');
  const suffix = written.slice(at + 1).join('');
  return {
    kind: 'filled',
    counter: { prefix, suffix, digits: counter.digits },
    prefix,
    longest,
  };
};
