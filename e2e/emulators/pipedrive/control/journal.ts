/** One call received outside `/control`. */
export interface JournalEntry {
  n: number;
  time: string;
  /** `api` and `oauth` are calls of an app, `page` those of a browser on the host page. */
  kind: 'api' | 'oauth' | 'page';
  method: string;
  path: string;
  query: Record<string, unknown>;
  contentType: string | null;
  company: number | null;
  user: number | null;
  /** The parsed body with secrets redacted, or the size of a binary one in bytes. */
  body: unknown;
  fault: string | null;
  /** The `x-correlation-id` of the response. */
  correlationId: string;
  /** Null until a response is sent, and when the connection was cut. */
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

/** Received calls, oldest first; limited to the last 20,000. */
export class Journal {
  #entries: JournalEntry[] = [];
  #last = 0;

  add(entry: Omit<JournalEntry, 'n' | 'time'>): JournalEntry {
    const kept = { n: ++this.#last, time: new Date().toISOString(), ...entry };
    this.#entries.push(kept);
    if (this.#entries.length > 20_000) this.#entries.shift();
    return kept;
  }

  /** Entries after number `after`, optionally of one kind. */
  since(after: number, kind?: string): JournalEntry[] {
    return this.#entries.filter((one) => one.n > after && (!kind || one.kind === kind));
  }

  clear(): void {
    this.#entries = [];
  }
}

/** Copies a body or query with redacted secrets. */
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

/** The journal kind of a path. */
export function kindOf(path: string): JournalEntry['kind'] {
  if (path.startsWith('/api/') || path.startsWith('/v1/')) return 'api';
  return path.startsWith('/oauth/') ? 'oauth' : 'page';
}
