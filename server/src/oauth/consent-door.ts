import oauth2, { type OAuth2Namespace } from '@fastify/oauth2';
import type { FastifyInstance } from 'fastify';
import type { Settings } from '../config.ts';

export type ConsentDoor = {
  /** Name of the decorator; also in the names of its cookies. */
  name: string;
  clientId: string;
  clientSecret: string;
  authorizeUrl: string;
  tokenUrl: string;
  /** Our path that the consent page sends people back to. */
  callbackPath: string;
  scope?: string[];
  timeoutMs: number;
  headers?: Record<string, string>;
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
 * One way to ask for consent: authorize address with a state in a cookie of its own, and the exchange
 * of the code. Endpoints come from the settings, not from discovery: we start while they are down.
 */
export const openConsentDoor = async (
  app: FastifyInstance,
  settings: Pick<Settings, 'publicUrl'>,
  door: ConsentDoor,
): Promise<OAuth2Namespace> => {
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
    http: { timeout: door.timeoutMs, redirects: 0, headers: door.headers },
    // Both vendors take the pair as it stands; encoding it first would change some secrets.
    options: { authorizationMethod: 'header' as const, credentialsEncodingMode: 'loose' },
  };
  await app.register(oauth2, {
    name: door.name,
    credentials,
    scope: door.scope,
    callbackUri: settings.publicUrl + door.callbackPath,
    cookie: cookieOptions(settings),
    redirectStateCookieName: cookieName(settings, `${door.name}-state`),
    verifierCookieName: cookieName(settings, `${door.name}-verifier`),
    userAgent: false,
  });
  return (app as unknown as Record<string, OAuth2Namespace>)[door.name] as OAuth2Namespace;
};
