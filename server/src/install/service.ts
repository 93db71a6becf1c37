import { AppError } from '../app-error.ts';
import type { Settings } from '../config.ts';
import type { Ctx } from '../context.ts';
import { type GrantRow, grantOf } from './store.ts';

/** URL where a user starts the install; ours, so that the consent has our state. */
export const installUrl = (settings: Pick<Settings, 'publicUrl'>): string =>
  `${settings.publicUrl}/oauth/pipedrive/start`;

/**
 * URL of our app's settings page in Pipedrive.
 * https://pipedrive.readme.io/docs/custom-ui-extensions-app-settings
 */
export const settingsUrl = (
  settings: Pick<Settings, 'pipedrive'>,
  grant: Pick<GrantRow, 'apiDomain'>,
): string =>
  `${grant.apiDomain}/settings/marketplace/app/${settings.pipedrive.clientId}/app-settings`;

/** Throws `AppError` not_installed or install_broken, both with `installUrl`. */
export const checkGrant = <Grant extends Pick<GrantRow, 'state'>>(
  settings: Pick<Settings, 'publicUrl'>,
  grant: Grant | null,
): Grant => {
  const details = { installUrl: installUrl(settings) };
  if (!grant) throw new AppError('not_installed', { details });
  if (grant.state === 'broken') throw new AppError('install_broken', { details });
  return grant;
};

/** The caller's own grant. Throws what `checkGrant` throws. */
export const requireGrant = async (
  ctx: Pick<Ctx, 'db' | 'settings' | 'companyId' | 'userId'>,
): Promise<GrantRow> =>
  checkGrant(ctx.settings, await grantOf(ctx.db, { companyId: ctx.companyId, userId: ctx.userId }));
