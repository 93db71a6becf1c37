/** One call received outside `/control`. */
export interface JournalEntry {
  n: number;
  time: string;
  /** api and oauth are calls an app makes; page is what the browser loads from the host page. */
  kind: 'api' | 'oauth' | 'page';
  method: string;
  path: string;
  query: Record<string, unknown>;
  contentType: string | null;
  company: number | null;
  user: number | null;
  /** The parsed body with secrets left out, or its size in bytes when it is not text. */
  body: unknown;
  fault: string | null;
  /** The `x-correlation-id` of the answer. */
  correlationId: string;
  /** Null while unanswered, and for ever when the connection was cut. */
  status: number | null;
}

const secretNames = new Set([
  'access_token',
  'client_secret',
  'code',
  'refresh_token',
  'token',
  'clientSecret',
]);

/** The calls received, oldest first; only the last 20,000 are kept. */
export class Journal {
  #entries: JournalEntry[] = [];
  #last = 0;

  add(entry: Omit<JournalEntry, 'n' | 'time'>): JournalEntry {
    const kept = { n: ++this.#last, time: new Date().toISOString(), ...entry };
    this.#entries.push(kept);
    if (this.#entries.length > 20_000) this.#entries.shift();
    return kept;
  }

  /** Entries numbered above `after`, of one kind if given. */
  since(after: number, kind?: string): JournalEntry[] {
    return this.#entries.filter((one) => one.n > after && (!kind || one.kind === kind));
  }

  clear(): void {
    this.#entries = [];
  }
}

/** A copy of a body or query with the values of secrets replaced. */
export function withoutSecrets(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return { bytes: value.length };
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      secretNames.has(key) ? '(secret)' : withoutSecrets(inner),
    ]),
  );
}

/** What of a path is an app's call and what the browser's. */
export function kindOf(path: string): JournalEntry['kind'] {
  if (path.startsWith('/api/') || path.startsWith('/v1/')) return 'api';
  return path.startsWith('/oauth/') ? 'oauth' : 'page';
}
