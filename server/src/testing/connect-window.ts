import { expect } from 'vitest';
import type { ConnectPage } from '../connection/contract.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import type { TestApp } from './build-test-app.ts';
import { answerIntuit, openWindow, type TestWindow } from './consent-pages.ts';
import { installFor, makeCompany, type TestCompany } from './make-company.ts';
import { testAppUrl } from './test-settings.ts';

/** Walks through the window in which a user connects QuickBooks. */
export const connectWindow = (test: TestApp) => {
  /** Makes a company whose two users have installed the app, without a connection. */
  const newCompany = async (): Promise<TestCompany> => {
    const company = await makeCompany(test.dependencies);
    await Promise.all([
      installFor(test.dependencies, company.owner),
      installFor(test.dependencies, company.colleague),
    ]);
    return company;
  };

  const ticketFor = async (user: PipedriveUser): Promise<string> => {
    const answer = await test.call(user, 'connection/ticket');
    expect(answer.body).toMatchObject({ url: expect.stringContaining(`${testAppUrl}/connect?`) });
    return new URL((answer.body as { url: string }).url).searchParams.get('ticket') ?? '';
  };

  const look = async (window: TestWindow, ticket: string) =>
    (await window.ask('/connect/look', { ticket })) as ConnectPage;

  /** Goes on to Intuit's consent page; returns its address. */
  const goOn = async (window: TestWindow, ticket: string): Promise<string> => {
    expect(await look(window, ticket)).toMatchObject({ stage: 'ask' });
    const went = await window.submit('/connect/go', { ticket });
    expect(went.statusCode).toBe(303);
    return String(went.headers.location);
  };

  /** Goes through the whole window; with `realmId` null the user presses *No thanks*. */
  const connect = async (user: PipedriveUser, realmId: string | null) => {
    const window = openWindow(test.app);
    const ticket = await ticketFor(user);
    const back = await answerIntuit(await goOn(window, ticket), realmId);
    const returned = await window.get(back);
    expect(returned.statusCode).toBe(303);
    expect(returned.body).toBe('');
    const leadsTo = String(returned.headers.location);
    return { window, ticket, leadsTo, page: () => look(window, ticket) };
  };

  const stateFor = async (user: PipedriveUser) => (await test.call(user, 'connection/state')).body;

  /** Reads the company profile through a connection, which fails if its tokens are not valid. */
  const worksStill = async (realmId: string, connectionId: string) => {
    const profile = await test.dependencies.quickbooks.readCompanyProfile({
      connectionId,
      realmId,
    });
    expect(profile.realmId).toBe(realmId);
  };

  return { newCompany, ticketFor, look, goOn, connect, stateFor, worksStill };
};
