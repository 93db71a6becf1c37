/** A browser without a screen: it keeps cookies by host and follows only the redirects it is told to. */
export type Walk = {
  get(url: URL | string): Promise<Response>;
  post(url: URL | string, form: Record<string, string>): Promise<Response>;
};

/** Begins a walk through consent pages, with no cookie yet. */
export const newWalk = (): Walk => {
  const kept = new Map<string, Map<string, string>>();
  const step = async (url: URL, form?: Record<string, string>): Promise<Response> => {
    const cookies = kept.get(url.host) ?? new Map<string, string>();
    kept.set(url.host, cookies);
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        // Forms are posted from the page of the same address, as in a browser.
        ...(form && { origin: url.origin, 'sec-fetch-site': 'same-origin' }),
      },
      body: form ? new URLSearchParams(form) : null,
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      cookies.set(pair.slice(0, at).trim(), pair.slice(at + 1));
    }
    return answer;
  };
  return {
    get: (url) => step(new URL(url)),
    post: (url, form) => step(new URL(url), form),
  };
};

/** Where an answer leads on to; throws when it leads nowhere. */
export const leadsTo = (answer: Response): URL => {
  const location = answer.headers.get('location');
  if (!location) throw new Error(`${answer.url} answered ${answer.status} and leads nowhere`);
  return new URL(location, answer.url);
};

/** The hidden fields of the only form of a page, as a browser would send them along. */
export const hiddenFields = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map((match) => [
      match[1] ?? '',
      (match[2] ?? '')
        .replaceAll('&#x2F;', '/')
        .replaceAll('&quot;', '"')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&#39;', "'")
        .replaceAll('&amp;', '&'),
    ]),
  );
