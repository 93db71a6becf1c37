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
    const response = await test.call(user, 'connection/ticket');
    expect(response.body).toMatchObject({ url: expect.stringContaining(`${testAppUrl}/connect?`) });
    return new URL((response.body as { url: string }).url).searchParams.get('ticket') ?? '';
  };

  const readPage = async (window: TestWindow, ticket: string) =>
    (await window.ask('/connect/look', { ticket })) as ConnectPage;

  /** Goes on to Intuit's consent page; returns its address. */
  const continueToIntuit = async (window: TestWindow, ticket: string): Promise<string> => {
    expect(await readPage(window, ticket)).toMatchObject({ stage: 'ask' });
    const response = await window.submit('/connect/go', { ticket });
    expect(response.statusCode).toBe(303);
    return String(response.headers.location);
  };

  /** Goes through the whole window; with `realmId` null the user presses *No thanks*. */
  const connect = async (user: PipedriveUser, realmId: string | null) => {
    const window = openWindow(test.app);
    const ticket = await ticketFor(user);
    const back = await answerIntuit(await continueToIntuit(window, ticket), realmId);
    const returned = await window.get(back);
    expect(returned.statusCode).toBe(303);
    expect(returned.body).toBe('');
    const redirectUrl = String(returned.headers.location);
    return { window, ticket, redirectUrl, page: () => readPage(window, ticket) };
  };

  const stateFor = async (user: PipedriveUser) => (await test.call(user, 'connection/state')).body;

  /** Reads the company profile through a connection, which fails if its tokens are not valid. */
  const expectWorking = async (realmId: string, connectionId: string) => {
    const profile = await test.dependencies.quickbooks.readCompanyProfile({
      connectionId,
      realmId,
    });
    expect(profile.realmId).toBe(realmId);
  };

  return { newCompany, ticketFor, readPage, continueToIntuit, connect, stateFor, expectWorking };
};
