import { v1, v2 } from 'pipedrive';
import type { TestCompany, TestStandIn } from './start-for-test.ts';

/** A fresh company with one of its users' grants, as configurations of the pipedrive package. */
export async function clientsOf(
  standIn: TestStandIn,
  like: 'harbour' | 'hillside' = 'harbour',
): Promise<{
  company: TestCompany;
  accessToken: string;
  second: v2.Configuration;
  first: v1.Configuration;
}> {
  const company = await standIn.newCompany(like);
  const { access_token: accessToken } = await standIn.grant(company);
  return {
    company,
    accessToken,
    second: new v2.Configuration({ accessToken, basePath: `${standIn.url}/api/v2` }),
    first: new v1.Configuration({ accessToken, basePath: `${standIn.url}/api/v1` }),
  };
}
