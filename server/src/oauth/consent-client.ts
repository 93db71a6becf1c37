import oauth2, { type OAuth2Namespace } from '@fastify/oauth2';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../config.ts';
import { mostBytes } from '../limited-body.ts';

type ConsentSettings = {
  /** Name of the decorator; also in the names of its cookies. */
  name: string;
  clientId: string;
  clientSecret: string;
  authorizeUrl: string;
  tokenUrl: string;
  /** Our path that the consent page sends people back to. */
  callbackPath: string;
  /** The state of a consent that begins with this request; whoever makes it knows it again later. */
  makeState(request: FastifyRequest): string | Promise<string>;
  scope?: string[];
  timeoutMs: number;
  headers?: Record<string, string>;
};

export type ConsentClient = {
  /** Address of the vendor's consent page, with our state. */
  consentPage(request: FastifyRequest, reply: FastifyReply): Promise<string>;
  /** The state that this browser went there with last, from its cookie. */
  stateOfBrowser(request: FastifyRequest): string | undefined;
  /** Exchanges the code of a callback; its error may carry secrets. */
  exchange(request: FastifyRequest): Promise<unknown>;
};

/** A cookie that survives the way back from a consent page: a top-level GET from another site. */
export const cookieOptions = (settings: Pick<Settings, 'publicUrl'>) => ({
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: settings.publicUrl.startsWith('https:'),
  path: '/',
  maxAge: 30 * 60,
});

/** With TLS, a name that only this very host can set (RFC 6265bis, `__Host-`). */
export const cookieName = (settings: Pick<Settings, 'publicUrl'>, name: string): string =>
  `${settings.publicUrl.startsWith('https:') ? '__Host-' : ''}dealbill-${name}`;

/**
 * One way to ask for consent: the authorize address, and the exchange of the code. The route checks the
 * state before it exchanges a code. Endpoints come from the settings, not from discovery: we start while
 * they are down. Neither vendor offers PKCE: Intuit's discovery document names no method of it, and
 * Pipedrive's description has no such parameter; codes are bound to our client secret.
 */
export const makeConsentClient = async (
  app: FastifyInstance,
  settings: Pick<Settings, 'publicUrl'>,
  door: ConsentSettings,
): Promise<ConsentClient> => {
  const authorize = new URL(door.authorizeUrl);
  const token = new URL(door.tokenUrl);
  const credentials = {
    client: { id: door.clientId, secret: door.clientSecret },
    auth: {
      authorizeHost: authorize.origin,
      authorizePath: authorize.pathname,
      tokenHost: token.origin,
      tokenPath: token.pathname,
    },
    http: {
      timeout: door.timeoutMs,
      redirects: 0,
      maxBytes: mostBytes.tokens,
      headers: door.headers,
    },
    // Both vendors take the pair as it stands; encoding it first would change some secrets.
    options: { authorizationMethod: 'header' as const, credentialsEncodingMode: 'loose' },
  };
  const stateCookie = cookieName(settings, `${door.name}-state`);
  await app.register(oauth2, {
    name: door.name,
    credentials,
    scope: door.scope,
    generateStateFunction: async (request: FastifyRequest) => door.makeState(request),
    checkStateFunction: async () => true,
    callbackUri: settings.publicUrl + door.callbackPath,
    cookie: cookieOptions(settings),
    redirectStateCookieName: stateCookie,
    verifierCookieName: cookieName(settings, `${door.name}-verifier`),
    userAgent: false,
  });
  const oauth = (app as unknown as Record<string, OAuth2Namespace>)[door.name] as OAuth2Namespace;
  return {
    async consentPage(request, reply) {
      const page = new URL(await oauth.generateAuthorizationUri(request, reply));
      if (!door.scope) page.searchParams.delete('scope');
      return page.href;
    },
    stateOfBrowser: (request) => request.cookies[stateCookie],
    exchange: async (request) =>
      (await oauth.getAccessTokenFromAuthorizationCodeFlow(request)).token,
  };
};
