import { expect, it } from 'vitest';
import { buildTestApp } from '../testing/build-test-app.ts';
import { answerIntuit, answerPipedrive, openWindow } from '../testing/consent-pages.ts';
import { control } from '../testing/control.ts';
import { makeCompany, makeRealmIn } from '../testing/make-company.ts';
import { runDue } from '../testing/run-due.ts';
import { secretsOf } from '../testing/secrets-of.ts';

it('writes no secret to logs or responses during installs and connects, successful or failed', async () => {
  const { app, dependencies, call, logged, clock } = await buildTestApp();
  const { owner } = await makeCompany(dependencies);
  const realm = await makeRealmIn(dependencies);
  const secrets = new Set<string>();
  const responses: string[] = [];
  const window = openWindow(app);
  const visit = async (url: string) => {
    const { searchParams } = new URL(url);
    for (const name of ['code', 'state']) secrets.add(searchParams.get(name) ?? name);
    const response = await window.get(url);
    responses.push(response.body, String(response.headers.location));
    for (const secret of await secretsOf(dependencies)) secrets.add(secret);
    return response;
  };

  const start = async () => String((await window.get('/oauth/pipedrive/start')).headers.location);
  const installed = await answerPipedrive(await start(), owner);
  await visit(installed);
  await visit(installed);
  await visit(`${installed}&error=user_denied`);

  const consentPage = async () => {
    const { url } = (await call(owner, 'connection/ticket')).body as { url: string };
    const ticket = new URL(url).searchParams.get('ticket') ?? '';
    secrets.add(ticket);
    await window.ask('/connect/look', { ticket });
    return String((await window.submit('/connect/go', { ticket })).headers.location);
  };
  const mangled = new URL(await answerIntuit(await consentPage(), realm.realmId));
  mangled.searchParams.set('code', 'AB1wrong-code-of-an-attacker');
  await visit(mangled.href);
  await control(dependencies.settings.quickbooks.apiUrl, 'POST', 'faults', {
    match: { realm: realm.realmId },
    fault: 'status',
    status: 503,
    times: 50,
  });
  const connected = await answerIntuit(await consentPage(), realm.realmId);
  await visit(connected);
  await visit(connected);
  await control(dependencies.settings.quickbooks.apiUrl, 'DELETE', `faults?realm=${realm.realmId}`);
  clock.advance(5_000);
  await runDue(dependencies, ['consents']);
  expect((await call(owner, 'connection/state')).body).toMatchObject({ state: 'active' });
  await call(owner, 'connection/disconnect');
  await app.close();

  expect(secrets.size).toBeGreaterThan(10);
  const log = logged.join('');
  expect(log).toContain('/oauth/quickbooks/callback');
  for (const secret of secrets) expect(log).not.toContain(secret);
  // The URL of the connect page contains its ticket, which is useless without the cookie.
  const text = responses.join('\n').replaceAll(/ticket=[\w-]+/g, '');
  for (const secret of secrets) expect(text).not.toContain(secret);
});

it('sets Secure, HttpOnly, __Host- cookies behind TLS', async () => {
  const { app } = await buildTestApp({ env: { PUBLIC_URL: 'https://dealbill.example' } });
  const started = await app.inject({ url: '/oauth/pipedrive/start' });
  await app.close();
  expect(started.cookies).toMatchObject([
    {
      name: '__Host-dealbill-pipedrive-state',
      secure: true,
      httpOnly: true,
      sameSite: 'Lax',
      path: '/',
    },
  ]);
});
