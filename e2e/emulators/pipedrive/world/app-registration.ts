import type { AppRegistration } from './world.ts';

/** App registration options of the command line and of `POST /control/app`. */
export type AppOptions = Partial<AppRegistration> & { appUrl?: string };

const everyScope = [
  'base',
  'deals:full',
  'contacts:full',
  'products:full',
  'deal-fields:full',
  'contact-fields:full',
  'activities:full',
  'users:read',
  'recents:read',
  'search:read',
];

/** The default registration: credentials without URLs. */
export function unregisteredApp(): AppRegistration {
  return {
    name: 'Dealbill',
    clientId: 'demo-pipedrive-client',
    clientSecret: 'demo-pipedrive-secret-of-more-than-32-characters',
    callbackUrl: null,
    installUrl: null,
    panelUrl: null,
    modalUrl: null,
    settingsUrl: null,
    modalName: 'Dealbill',
    modalActionId: 'dealbill-modal',
    panelJwtSecret: null,
    modalJwtSecret: null,
    settingsJwtSecret: null,
    scopes: everyScope,
  };
}

/** Updates a registration; `appUrl` sets all five URLs, each can also be set by itself. */
export function registerApp(app: AppRegistration, options: AppOptions): AppRegistration {
  const { appUrl, ...rest } = options;
  return { ...app, ...(appUrl ? addressesBelow(appUrl) : {}), ...rest };
}

function addressesBelow(appUrl: string): Partial<AppRegistration> {
  const base = appUrl.replace(/\/$/, '');
  return {
    callbackUrl: `${base}/oauth/pipedrive/callback`,
    installUrl: `${base}/oauth/pipedrive/start`,
    panelUrl: `${base}/panel`,
    modalUrl: `${base}/modal`,
    settingsUrl: `${base}/settings`,
  };
}
