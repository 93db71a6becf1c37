import { vi } from 'vitest';
import { loadMessages } from '../lib/messages-of.ts';

// Otherwise the first failed call would wait for them.
await loadMessages();

type Reply = { status?: number; body: unknown };

/** A call that waits for its reply. */
export type Pending = { path: string; input: unknown; reply: (reply: Reply) => void };

/**
 * Replaces `fetch`: every call of `api` waits until the test replies to it, so the test decides
 * what is on screen meanwhile. Mock `host/signed-token.ts` beside it.
 */
export const fakeServer = () => {
  const waiting: Pending[] = [];
  const paths: string[] = [];
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    const { promise, resolve } = Promise.withResolvers<Response>();
    paths.push(path);
    waiting.push({
      path,
      input: JSON.parse(String(init.body)),
      reply: ({ status = 200, body }) => resolve(new Response(JSON.stringify(body), { status })),
    });
    return promise;
  });
  return {
    /** Paths of all calls so far, in order. */
    paths,
    /** The oldest call to this path that has no reply yet; waits until there is one. */
    next: (path: string): Promise<Pending> =>
      vi.waitFor(() => {
        const index = waiting.findIndex((call) => call.path === path);
        const [call] = index < 0 ? [] : waiting.splice(index, 1);
        if (!call) throw new Error(`no call to ${path}`);
        return call;
      }),
  };
};

/** The body of a failed call with this code. */
export const failure = (code: string, more: Record<string, unknown> = {}) => ({
  error: { code, requestId: 'request-1', ...more },
});
