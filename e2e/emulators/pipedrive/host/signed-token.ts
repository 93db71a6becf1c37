import { SignJWT } from 'jose';
import type { World } from '../world/world.ts';

export type Surface = 'panel' | 'modal' | 'settings';

/**
 * Signs the JWT of a frame: HS256 with user and company, valid for five minutes by default. Uses
 * the surface's own secret, else the client secret.
 * https://pipedrive.readme.io/docs/custom-ui-extensions
 */
export function signedToken(
  world: World,
  who: { companyId: number; userId: number },
  options: { surface?: Surface; secret?: string; expiresIn?: number } = {},
): Promise<string> {
  const secret = options.secret ?? secretOf(world, options.surface);
  const issuedAt = Math.floor(Date.now() / 1000);
  return new SignJWT({ userId: who.userId, companyId: who.companyId })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + (options.expiresIn ?? world.settings.signedTokenSeconds))
    .sign(new TextEncoder().encode(secret));
}

function secretOf(world: World, surface: Surface | undefined): string {
  const { app } = world;
  const own = {
    panel: app.panelJwtSecret,
    modal: app.modalJwtSecret,
    settings: app.settingsJwtSecret,
  };
  return (surface && own[surface]) || app.clientSecret;
}
