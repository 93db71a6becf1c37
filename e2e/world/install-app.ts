import { hiddenFields, leadsTo, newWalk } from './http-walk.ts';

/**
 * Installs the app for one user as a browser would: from the app's own start over Pipedrive's consent
 * page back to the app. Returns the address one ends on.
 */
export const installApp = async (appUrl: string, userId: number): Promise<string> => {
  const walk = newWalk();
  const consent = leadsTo(await walk.get(`${appUrl}/oauth/pipedrive/start`));
  const page = await (await walk.get(consent)).text();
  const answer = { ...hiddenFields(page), user: `${userId}`, answer: 'allow' };
  const callback = leadsTo(await walk.post(new URL('/oauth/authorize', consent), answer));
  const end = leadsTo(await walk.get(callback));
  if (end.pathname === '/install') throw new Error(`Installing ended on ${end.href}`);
  return end.href;
};
