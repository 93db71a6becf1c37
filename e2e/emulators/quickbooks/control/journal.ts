/** One call as it was received outside /control; secrets are never kept. */
export interface JournalEntry {
  n: number;
  time: string;
  method: string;
  path: string;
  query: Record<string, unknown>;
  contentType: string | null;
  realm: string | null;
  body: unknown;
  /** Null while the answer is under way, or when the connection was cut. */
  status: number | null;
  /** The `intuit_tid` of the answer. */
  tid: string;
  /** The scheduled fault that hit this call. */
  fault: string | null;
  /** True when the answer is the stored one of an earlier call with the same `requestid`. */
  replayed: boolean;
  /** What was taken though Intuit documents it otherwise. */
  notes: string[];
}

const mostEntries = 20_000;

export class Journal {
  private entries: JournalEntry[] = [];
  private count = 0;

  add(entry: Omit<JournalEntry, 'n'>): JournalEntry {
    const kept = { n: ++this.count, ...entry };
    this.entries.push(kept);
    if (this.entries.length > mostEntries) this.entries.shift();
    return kept;
  }

  /** Entries after the n-th, of one company or of all. */
  after(n: number, realm?: string): JournalEntry[] {
    return this.entries.filter((entry) => entry.n > n && (!realm || entry.realm === realm));
  }

  clear(realm?: string): void {
    this.entries = realm ? this.entries.filter((entry) => entry.realm !== realm) : [];
  }
}

const secretKeys = new Set(['code', 'token', 'refresh_token', 'access_token', 'client_secret']);

/** Token values and codes are replaced; large bodies are told by their size. */
export function redacted(body: unknown): unknown {
  if (body === null || body === undefined) return null;
  if (Buffer.isBuffer(body)) return { bytes: body.length };
  if (typeof body === 'string') return body.length > 4000 ? { characters: body.length } : body;
  if (typeof body !== 'object') return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key, secretKeys.has(key) ? '(secret)' : value]),
  );
}
