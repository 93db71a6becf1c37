import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { testAppUrl } from './test-settings.ts';

export type TestWindow = {
  get(url: string): Promise<LightMyRequestResponse>;
  /** Posts a form as one of our pages does. */
  submit(url: string, fields: Record<string, string>): Promise<LightMyRequestResponse>;
  cookies(): string[];
  /** Makes a call as a page's script does. */
  ask(url: string, body: object): Promise<unknown>;
};

const pathOf = (url: string) => {
  const { pathname, search } = new URL(url, 'http://127.0.0.1');
  return pathname + search;
};

/** Headers that browsers add to a request of one of our pages. */
const fromOwnPage = { 'sec-fetch-site': 'same-origin', origin: testAppUrl };

/** Imitates a browser window: keeps cookies, follows no redirects. */
export const openWindow = (app: FastifyInstance): TestWindow => {
  const jar = new Map<string, string>();
  const kept = (response: LightMyRequestResponse) => {
    for (const { name, value, maxAge, expires } of response.cookies) {
      if (maxAge === 0 || (expires && expires.getTime() < Date.now())) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };
  return {
    cookies: () => [...jar.keys()],
    get: async (url) =>
      kept(await app.inject({ url: pathOf(url), cookies: Object.fromEntries(jar) })),
    submit: async (url, fields) =>
      kept(
        await app.inject({
          method: 'POST',
          url: pathOf(url),
          cookies: Object.fromEntries(jar),
          headers: { ...fromOwnPage, 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams(fields).toString(),
        }),
      ),
    ask: async (url, body) =>
      kept(
        await app.inject({
          method: 'POST',
          url: pathOf(url),
          cookies: Object.fromEntries(jar),
          headers: fromOwnPage,
          payload: body,
        }),
      ).json(),
  };
};

/** Submits a consent page; returns the address it redirects to. */
const answer = async (consentUrl: string, choice: Record<string, string>): Promise<string> => {
  const page = new URL(consentUrl);
  const shown = await fetch(page);
  if (!shown.ok) throw new Error(`The consent page says ${shown.status}`);
  const response = await fetch(page.origin + page.pathname, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ ...Object.fromEntries(page.searchParams), ...choice }),
  });
  const back = response.headers.get('location');
  if (!back) throw new Error(`The consent page answered ${response.status} and led nowhere`);
  return back;
};

/** Submits Pipedrive's consent page as this user. */
export const answerPipedrive = (
  consentUrl: string,
  { userId, allow = true }: { userId: number; allow?: boolean },
) => answer(consentUrl, { user: String(userId), answer: allow ? 'allow' : 'cancel' });

/** Submits Intuit's consent page for this realm; null presses *No thanks*. */
export const answerIntuit = (consentUrl: string, realmId: string | null) =>
  answer(consentUrl, realmId === null ? { decision: 'cancel' } : { decision: 'connect', realmId });
