/** One received call outside /control; secrets are redacted. */
export interface JournalEntry {
  n: number;
  time: string;
  method: string;
  path: string;
  query: Record<string, unknown>;
  contentType: string | null;
  realm: string | null;
  body: unknown;
  /** Null until the response is sent, or when the connection was cut. */
  status: number | null;
  /** The `intuit_tid` header of the response. */
  tid: string;
  /** The scheduled fault that applied to this call. */
  fault: string | null;
  /** True for the replayed response of an earlier call with the same `requestid`. */
  replayed: boolean;
  /** Accepted deviations from Intuit's documentation. */
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

/** Replaces token values and codes, and large bodies by their size. */
export function redacted(body: unknown): unknown {
  if (body === null || body === undefined) return null;
  if (Buffer.isBuffer(body)) return { bytes: body.length };
  if (typeof body === 'string') return body.length > 4000 ? { characters: body.length } : body;
  if (typeof body !== 'object') return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key, secretKeys.has(key) ? '(secret)' : value]),
  );
}
