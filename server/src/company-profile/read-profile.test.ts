import { expect, test } from 'vitest';
import { buildTestApp } from '../testing/build-test-app.ts';
import { control } from '../testing/control.ts';
import { makeConnectedCompany } from '../testing/make-company.ts';
import { freshCompanyProfile } from './company-profile.ts';
import { companyToday } from './company-today.ts';

/**
 * A company in Los Angeles whose connection owner's Pipedrive is in New York, at 10 p.m. in New
 * York.
 */
const openLosAngelesCompany = async (defaultTimeZone: string | null) => {
  const test_ = await buildTestApp();
  const { owner, connectionId, realmId } = await makeConnectedCompany(test_.dependencies);
  const { quickbooks, pipedrive } = test_.dependencies.settings;
  const fail = () =>
    control(pipedrive.oauthUrl, 'POST', 'faults', {
      match: { company: owner.companyId, path: '/api/v1/users/me' },
      fault: 'status',
      status: 503,
      times: 4,
    });
  const preferences = { defaultTimeZone };
  await control(quickbooks.apiUrl, 'POST', 'settings', { realmId, preferences });
  const read = async () => {
    const { zone } = await freshCompanyProfile(test_.as(owner), { id: connectionId, realmId });
    const clock = { now: () => Date.parse('2026-11-28T03:00:00Z') };
    const today = await companyToday({ ...test_.as(owner), clock }, realmId);
    return `${zone} ${today}`;
  };
  return { read, fail };
};

test.each([
  ['America/Los_Angeles', 'America/Los_Angeles 2026-11-27'],
  ['Pacific Standard Time', 'America/Los_Angeles 2026-11-27'],
  ['GMT-08:00', '-08:00 2026-11-27'],
  ['GMT Standard Time', 'Europe/London 2026-11-28'],
  [null, 'America/New_York 2026-11-27'],
  ['Mars/Olympus', 'America/New_York 2026-11-27'],
])('reads CompanyInfo time zone %s as zone and date %s', async (timeZone, expected) => {
  const { read } = await openLosAngelesCompany(timeZone);
  expect(await read()).toBe(expected);
});

test('uses UTC when neither QuickBooks nor Pipedrive names a zone', async () => {
  const { read, fail } = await openLosAngelesCompany(null);
  await fail();
  expect(await read()).toBe('UTC 2026-11-28');
});

test('keeps the stored zone while Pipedrive is unavailable', async () => {
  const { read, fail } = await openLosAngelesCompany(null);
  expect(await read()).toBe('America/New_York 2026-11-27');
  await fail();
  expect(await read()).toBe('America/New_York 2026-11-27');
});
