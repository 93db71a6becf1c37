import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { testAppUrl } from './test-settings.ts';

export type TestWindow = {
  get(url: string): Promise<LightMyRequestResponse>;
  /** A form post, as a page of our own makes it. */
  submit(url: string, fields: Record<string, string>): Promise<LightMyRequestResponse>;
  cookies(): string[];
  /** The call that a page's script makes. */
  ask(url: string, body: object): Promise<unknown>;
};

const pathOf = (url: string) => {
  const { pathname, search } = new URL(url, 'http://127.0.0.1');
  return pathname + search;
};

/** What browsers say of a request that a page of ours makes. */
const fromOwnPage = { 'sec-fetch-site': 'same-origin', origin: testAppUrl };

/** A browser window at the app: keeps cookies, follows no redirect. */
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

/** Answers the consent page that the app sent the browser to; returns where it leads back to. */
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

/** Pipedrive's consent page, answered by this user. */
export const answerPipedrive = (
  consentUrl: string,
  { userId, allow = true }: { userId: number; allow?: boolean },
) => answer(consentUrl, { user: String(userId), answer: allow ? 'allow' : 'cancel' });

/** Intuit's consent page, answered for these books; null for somebody who presses *No thanks*. */
export const answerIntuit = (consentUrl: string, realmId: string | null) =>
  answer(consentUrl, realmId === null ? { decision: 'cancel' } : { decision: 'connect', realmId });
