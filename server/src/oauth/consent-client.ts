import oauth2, { type OAuth2Namespace } from '@fastify/oauth2';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../config.ts';
import { mostBytes } from '../vendor-calls/limited-body.ts';

type ConsentSettings = {
  /** Names the Fastify decorator and the cookies. */
  name: string;
  clientId: string;
  clientSecret: string;
  authorizeUrl: string;
  tokenUrl: string;
  /** Our path that the vendor redirects to after the consent. */
  callbackPath: string;
  /**
   * Creates the OAuth state for a consent that begins with this request; the caller verifies it
   * later.
   */
  makeState(request: FastifyRequest): string | Promise<string>;
  scope?: string[];
  timeoutMs: number;
  headers?: Record<string, string>;
};

export type ConsentClient = {
  /** Returns the URL of the vendor's consent page, including our state. */
  consentPage(request: FastifyRequest, reply: FastifyReply): Promise<string>;
  /** Returns the state of this browser's latest consent, from its cookie. */
  stateOfBrowser(request: FastifyRequest): string | undefined;
  /** Exchanges the callback's code for tokens. Its error may contain secrets: do not log it. */
  exchange(request: FastifyRequest): Promise<unknown>;
};

/** SameSite=Lax, because the vendor's redirect back to us is a top-level GET from another site. */
export const cookieOptions = (settings: Pick<Settings, 'publicUrl'>) => ({
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: settings.publicUrl.startsWith('https:'),
  path: '/',
  maxAge: 30 * 60,
});

/** With TLS, adds the prefix `__Host-`, so that no other host can set the cookie (RFC 6265bis). */
export const cookieName = (settings: Pick<Settings, 'publicUrl'>, name: string): string =>
  `${settings.publicUrl.startsWith('https:') ? '__Host-' : ''}dealbill-${name}`;

/**
 * Builds the authorize URL and exchanges codes; the route must check the state first. Endpoints are
 * settings, so that we start while discovery is down. Neither vendor supports PKCE.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-openid-discovery-doc
 * https://developers.pipedrive.com/docs/api/v1/Oauth
 */
export const makeConsentClient = async (
  app: FastifyInstance,
  settings: Pick<Settings, 'publicUrl'>,
  client: ConsentSettings,
): Promise<ConsentClient> => {
  const authorize = new URL(client.authorizeUrl);
  const token = new URL(client.tokenUrl);
  const credentials = {
    client: { id: client.clientId, secret: client.clientSecret },
    auth: {
      authorizeHost: authorize.origin,
      authorizePath: authorize.pathname,
      tokenHost: token.origin,
      tokenPath: token.pathname,
    },
    http: {
      timeout: client.timeoutMs,
      redirects: 0,
      maxBytes: mostBytes.tokens,
      headers: client.headers,
    },
    // Both vendors expect id and secret unencoded; URL encoding would change some secrets.
    options: { authorizationMethod: 'header' as const, credentialsEncodingMode: 'loose' },
  };
  const stateCookie = cookieName(settings, `${client.name}-state`);
  await app.register(oauth2, {
    name: client.name,
    credentials,
    scope: client.scope,
    generateStateFunction: async (request: FastifyRequest) => client.makeState(request),
    checkStateFunction: async () => true,
    callbackUri: settings.publicUrl + client.callbackPath,
    cookie: cookieOptions(settings),
    redirectStateCookieName: stateCookie,
    verifierCookieName: cookieName(settings, `${client.name}-verifier`),
    userAgent: false,
  });
  const oauth = (app as unknown as Record<string, OAuth2Namespace>)[client.name] as OAuth2Namespace;
  return {
    async consentPage(request, reply) {
      const page = new URL(await oauth.generateAuthorizationUri(request, reply));
      if (!client.scope) page.searchParams.delete('scope');
      return page.href;
    },
    stateOfBrowser: (request) => request.cookies[stateCookie],
    exchange: async (request) =>
      (await oauth.getAccessTokenFromAuthorizationCodeFlow(request)).token,
  };
};
