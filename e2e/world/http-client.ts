/**
 * HTTP client that stores cookies per host, as a browser does, and follows no redirect by itself.
 */
export type HttpClient = {
  get(url: URL | string): Promise<Response>;
  post(url: URL | string, form: Record<string, string>): Promise<Response>;
};

/** Creates a client without cookies, to walk through consent pages. */
export const newHttpClient = (): HttpClient => {
  const cookiesByHost = new Map<string, Map<string, string>>();
  const step = async (url: URL, form?: Record<string, string>): Promise<Response> => {
    const cookies = cookiesByHost.get(url.host) ?? new Map<string, string>();
    cookiesByHost.set(url.host, cookies);
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        // A browser sends these headers when a form is posted from a page of the same origin.
        ...(form && { origin: url.origin, 'sec-fetch-site': 'same-origin' }),
      },
      body: form ? new URLSearchParams(form) : null,
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const separator = pair.indexOf('=');
      cookies.set(pair.slice(0, separator).trim(), pair.slice(separator + 1));
    }
    return response;
  };
  return {
    get: (url) => step(new URL(url)),
    post: (url, form) => step(new URL(url), form),
  };
};

/** The target of a redirect. Throws when the response has no `Location` header. */
export const redirectTarget = (response: Response): URL => {
  const location = response.headers.get('location');
  if (!location) throw new Error(`${response.url} returned ${response.status} and no redirect`);
  return new URL(location, response.url);
};

/** Names and values of a page's hidden form fields, with HTML entities decoded. */
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
