import { hiddenFields, leadsTo, newWalk } from './http-walk.ts';

/**
 * Installs the app for one user over HTTP: starts OAuth, submits Pipedrive's consent page and
 * follows the redirect to the app. Returns the URL of the last page; throws when installing failed.
 */
export const installApp = async (appUrl: string, userId: number): Promise<string> => {
  const walk = newWalk();
  const consent = leadsTo(await walk.get(`${appUrl}/oauth/pipedrive/start`));
  const page = await (await walk.get(consent)).text();
  const answer = { ...hiddenFields(page), user: `${userId}`, answer: 'allow' };
  const callback = leadsTo(await walk.post(new URL('/oauth/authorize', consent), answer));
  const end = leadsTo(await walk.get(callback));
  if (end.pathname === '/install') throw new Error(`The app was not installed: ${end.href}`);
  return end.href;
};
