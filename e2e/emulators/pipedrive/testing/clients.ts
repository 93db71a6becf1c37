import { v1, v2 } from 'pipedrive';
import type { TestCompany, TestEmulator } from './start-for-test.ts';

/** Creates a company with a grant, as configurations of the pipedrive package. */
export async function clientsOf(
  emulator: TestEmulator,
  like: 'harbour' | 'hillside' = 'harbour',
): Promise<{
  company: TestCompany;
  accessToken: string;
  second: v2.Configuration;
  first: v1.Configuration;
}> {
  const company = await emulator.newCompany(like);
  const { access_token: accessToken } = await emulator.grant(company);
  return {
    company,
    accessToken,
    second: new v2.Configuration({ accessToken, basePath: `${emulator.url}/api/v2` }),
    first: new v1.Configuration({ accessToken, basePath: `${emulator.url}/api/v1` }),
  };
}
