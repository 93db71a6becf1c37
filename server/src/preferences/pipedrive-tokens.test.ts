import { beforeEach, describe, expect, test } from 'vitest';
import { grantName } from '../install/store.ts';
import { grants } from '../install/tables.ts';
import type { Output } from '../shared/contract/contract.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { control } from '../testing/control.ts';
import { installFor, makeCompany, type TestCompany } from '../testing/make-company.ts';
import type { preferences } from './contract.ts';

let test_: TestApp;
let company: TestCompany;

beforeEach(async () => {
  test_ = await buildTestApp();
  company = await makeCompany(test_.dependencies);
});

const pipedrive = () => test_.dependencies.settings.pipedrive.oauthUrl;

const shown = async (): Promise<Output<typeof preferences.show>> => {
  const { status, body } = await test_.call(company.owner, 'preferences/show');
  expect(status).toBe(200);
  return body as Output<typeof preferences.show>;
};

describe('access to Pipedrive', () => {
  test('continues after the access token has expired', async () => {
    await installFor(test_.dependencies, company.owner);
    await shown();
    await control(pipedrive(), 'POST', 'grants/expire', { ...company.owner, what: 'access' });
    expect((await shown()).fields.length).toBeGreaterThan(0);
  });

  test('puts no token into a response or the log, whatever fault occurs', async () => {
    await installFor(test_.dependencies, company.owner);
    const [grant] = await test_.dependencies.db.select().from(grants);
    const tokens = [grant?.accessToken ?? '', grant?.refreshToken ?? ''].flatMap((encrypted) => [
      encrypted,
      test_.dependencies.vault.decrypt(encrypted, grantName(company.owner)) ?? '',
    ]);
    const bodies: string[] = [];
    for (const fault of [
      { fault: 'status', status: 503 },
      { fault: 'status', status: 429 },
      { fault: 'status', status: 200, body: '<html></html>' },
      { fault: 'reset-before' },
      { fault: 'reset-after' },
    ]) {
      const match = { company: company.companyId };
      await control(pipedrive(), 'POST', 'faults', { match, times: 3, ...fault });
      const { status, response } = await test_.call(company.owner, 'preferences/preview', {
        dealId: company.deals.withProducts,
        mapping: {
          to: { of: 'organization', field: 'name' },
          address: null,
          email: null,
          taxId: null,
        },
      });
      if (fault.fault === 'status') expect(status).toBe(503);
      bodies.push(response.body);
    }
    expect(tokens.every((token) => token.length > 20)).toBe(true);
    for (const token of tokens) {
      expect(bodies.join('\n')).not.toContain(token);
      expect(test_.logged.join('\n')).not.toContain(token);
    }
  });
});
