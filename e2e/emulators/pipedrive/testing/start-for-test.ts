import { startPipedrive } from '../start.ts';

/** An emulator for one test file; `newCompany` creates an isolated company. */
export interface TestEmulator {
  url: string;
  close(): Promise<void>;
  control<Answer>(method: string, path: string, body?: unknown): Promise<Answer>;
  newCompany(like?: 'harbour' | 'hillside'): Promise<TestCompany>;
  grant(company: TestCompany, userIndex?: number): Promise<TokenBody>;
}

export interface TestCompany {
  companyId: number;
  name: string;
  users: number[];
  deals: Record<string, number>;
  fields: { taxId: string; poNumber: string };
}

export interface TokenBody {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  scope: string;
  api_domain: string;
}

/** Starts an emulator on a free port; all helpers use HTTP. */
export async function startForTest(appUrl = 'http://127.0.0.1:9'): Promise<TestEmulator> {
  const running = await startPipedrive({ app: { appUrl } });
  async function control<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await fetch(`${running.url}/control/${path}`, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return (await answer.json()) as Answer;
  }
  return {
    url: running.url,
    close: running.close,
    control,
    newCompany: (like = 'harbour') => control('POST', 'companies', { like }),
    grant: (company, userIndex = 0) =>
      control('POST', 'grants', {
        companyId: company.companyId,
        userId: company.users[userIndex],
      }),
  };
}
