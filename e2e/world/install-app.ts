import { hiddenFields, newHttpClient, redirectTarget } from './http-client.ts';

/**
 * Installs the app for one user over HTTP: starts OAuth, submits Pipedrive's consent page and
 * follows the redirect to the app. Returns the URL of the last page; throws when installing failed.
 */
export const installApp = async (appUrl: string, userId: number): Promise<string> => {
  const client = newHttpClient();
  const consent = redirectTarget(await client.get(`${appUrl}/oauth/pipedrive/start`));
  const page = await (await client.get(consent)).text();
  const answer = { ...hiddenFields(page), user: `${userId}`, answer: 'allow' };
  const callback = redirectTarget(await client.post(new URL('/oauth/authorize', consent), answer));
  const end = redirectTarget(await client.get(callback));
  if (end.pathname === '/install') throw new Error(`The app was not installed: ${end.href}`);
  return end.href;
};
