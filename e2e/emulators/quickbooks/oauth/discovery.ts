import type { FastifyInstance } from 'fastify';

/**
 * Intuit's two discovery documents; their URLs use the host of the request.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-openid-discovery-doc
 */
export function discoveryRoutes(app: FastifyInstance): void {
  const names = ['openid_configuration', 'openid_sandbox_configuration'];
  for (const name of names.flatMap((one) => [one, `${one}/`]))
    app.get(`/.well-known/${name}`, async (request) => discovery(`http://${request.host}`));
  app.get('/op/v1/jwks', async () => ({ keys: [] }));
}

function discovery(origin: string) {
  return {
    issuer: 'https://oauth.platform.intuit.com/op/v1',
    authorization_endpoint: `${origin}/connect/oauth2`,
    token_endpoint: `${origin}/oauth2/v1/tokens/bearer`,
    userinfo_endpoint: `${origin}/v1/openid_connect/userinfo`,
    revocation_endpoint: `${origin}/v2/oauth2/tokens/revoke`,
    jwks_uri: `${origin}/op/v1/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile', 'address', 'phone'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    claims_supported: ['aud', 'exp', 'iat', 'iss', 'realmid', 'sub'],
  };
}
