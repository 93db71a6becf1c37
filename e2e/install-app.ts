/** Keeps cookies by host, as far as one walk through a consent page needs it. */
const cookieJar = () => {
  const kept = new Map<string, Map<string, string>>();
  return {
    header: (url: URL) =>
      [...(kept.get(url.host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; '),
    take(url: URL, answer: Response) {
      const ours = kept.get(url.host) ?? new Map<string, string>();
      kept.set(url.host, ours);
      for (const line of answer.headers.getSetCookie()) {
        const [pair = ''] = line.split(';');
        const at = pair.indexOf('=');
        ours.set(pair.slice(0, at).trim(), pair.slice(at + 1));
      }
    },
  };
};

const hidden = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';

/**
 * Installs the app for one user as a browser would: from the app's own start over the consent page back
 * to the app. Returns the address one ends on.
 */
export const installApp = async (appUrl: string, userId: number): Promise<string> => {
  const jar = cookieJar();
  const walk = async (url: URL, form?: Record<string, string>): Promise<Response> => {
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: jar.header(url) },
      body: form ? new URLSearchParams(form) : null,
    });
    jar.take(url, answer);
    return answer;
  };
  const next = (answer: Response, from: URL): URL => {
    const location = answer.headers.get('location');
    if (!location) throw new Error(`${from.pathname} answered ${answer.status}, no redirect`);
    return new URL(location, from);
  };

  const start = new URL(`${appUrl}/oauth/pipedrive/start`);
  const consent = next(await walk(start), start);
  const page = await (await walk(consent)).text();
  const allowed = await walk(new URL('/oauth/authorize', consent), {
    client_id: hidden(page, 'client_id'),
    redirect_uri: hidden(page, 'redirect_uri'),
    state: hidden(page, 'state'),
    user: `${userId}`,
    answer: 'allow',
  });
  const callback = next(allowed, consent);
  const landed = next(await walk(callback), callback);
  if (landed.pathname === '/install') throw new Error(`Installing ended on ${landed.href}`);
  return landed.href;
};
