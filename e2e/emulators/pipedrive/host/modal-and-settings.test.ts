import { describe, expect, test } from 'vitest';
import { begin, execute, heard, hostForTest, result } from '../testing/host-for-test.ts';

const host = hostForTest();

describe('the custom modal', () => {
  const asked = { type: 'custom_modal', action_id: 'dealbill-modal', data: { dealId: '101' } };

  test('opens with its data, and notifies the opener when the user closes it', async () => {
    const panel = await host.open('/deal/101');
    await begin(panel, 'open_modal', asked);
    const modal = await host.frameOf('modal');
    const query = new URL(modal.url()).searchParams;
    expect(JSON.parse(query.get('data') ?? '')).toEqual({ dealId: '101' });
    expect(query.get('selectedIds')).toBe('101');
    expect(await result(panel)).toBeUndefined();
    await host.page.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => result(panel)).toEqual({ status: 'closed' });
    expect(await heard(panel)).toEqual([{ event: 'close_custom_modal' }]);
  });

  test('opens by name and closes itself', async () => {
    const panel = await host.open('/deal/101');
    await begin(panel, 'open_modal', { ...asked, action_id: 'Dealbill' });
    await begin(await host.frameOf('modal'), 'close_modal');
    await expect.poll(() => result(panel)).toEqual({ status: 'closed' });
    expect(await host.page.getByRole('dialog').count()).toBe(0);
  });

  test('applies a size within the window and ignores any other', async () => {
    const panel = await host.open('/deal/101');
    await begin(panel, 'open_modal', asked);
    const modal = await host.frameOf('modal');
    const size = async () => {
      const box = await host.page.locator('.modal iframe').boundingBox();
      return [box?.width, box?.height];
    };
    await execute(modal, 'resize', { width: 900, height: 600 });
    expect(await size()).toEqual([900, 600]);
    await execute(modal, 'resize', { width: 319, height: 500 });
    await execute(modal, 'resize', { width: 500, height: 801 });
    expect(await size()).toEqual([900, 600]);
  });

  test('refuses a second modal and an unknown one', async () => {
    const panel = await host.open('/deal/101');
    const unknown = execute(panel, 'open_modal', { ...asked, action_id: 'other' });
    await expect(unknown).rejects.toThrow('No modal has the action id: other');
    await begin(panel, 'open_modal', asked);
    const second = execute(await host.frameOf('modal'), 'open_modal', asked);
    await expect(second).rejects.toThrow('A modal cannot open another modal');
  });

  test('omits the deal when switched off', async () => {
    await host.emulator.control('POST', 'settings', { modalCarriesEntity: false });
    await begin(await host.open('/deal/101'), 'open_modal', asked);
    const query = new URL((await host.frameOf('modal')).url()).searchParams;
    expect([...query.keys()]).toEqual(['userId', 'companyId', 'token', 'id', 'theme', 'data']);
  });
});

test('submits an activity of Pipedrive’s own dialog and adds it to the history', async () => {
  const frame = await host.open('/deal/101');
  const prefill = { subject: 'Call about invoice 1042', deal: 101 };
  await begin(frame, 'open_modal', { type: 'activity', prefill });
  await host.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(() => result(frame)).toMatchObject({ status: 'submitted' });
  await host.page.getByLabel('History').getByText('Call about invoice 1042').waitFor();
});

test('opens the settings frame with any height', async () => {
  const frame = await host.open(
    '/settings/marketplace/app/demo-pipedrive-client/app-settings',
    'settings',
  );
  const query = new URL(frame.url()).searchParams;
  expect([...query.keys()]).toEqual(['userId', 'companyId', 'token', 'id', 'theme']);
  await execute(frame, 'resize', { height: 1400 });
  expect((await host.page.locator('.settings-frame iframe').boundingBox())?.height).toBe(1400);
});

test('keeps the user of an open page when another user signs in', async () => {
  await host.open('/deal/101');
  const beside = await host.page.context().newPage();
  await beside.goto(`${host.emulator.url}/deal/101?user=21`);
  const { companyId } = host.company;
  await host.emulator.control('POST', 'deals/101', { companyId, title: 'Renamed meanwhile' });
  await host.page.getByRole('heading', { name: 'Renamed meanwhile' }).waitFor();
  await beside.close();
});

test('shows a note written through the API in the history, and its cost in the bar', async () => {
  await host.open('/deal/101');
  const { access_token } = await host.emulator.grant(host.company);
  await fetch(`${host.emulator.url}/v1/notes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ deal_id: 101, content: '<b>Invoice 1042</b> created' }),
  });
  await host.page.getByLabel('History').getByText('Invoice 1042 created').waitFor();
  await host.page.getByText('10 of 120,000 tokens today').waitFor();
});

describe('the apps page', () => {
  test('uninstalls and notifies the app with its credentials', async () => {
    await host.page.goto(`${host.emulator.url}/settings/marketplace?user=${host.user()}`);
    await host.page.getByRole('button', { name: 'Uninstall' }).click();
    await host.page.getByText('Not installed for').waitFor();
    const basic = Buffer.from(
      'demo-pipedrive-client:demo-pipedrive-secret-of-more-than-32-characters',
    ).toString('base64');
    await expect
      .poll(() => host.app.notices.at(-1))
      .toMatchObject({
        method: 'DELETE',
        authorization: `Basic ${basic}`,
        body: {
          client_id: 'demo-pipedrive-client',
          company_id: host.company.companyId,
          user_id: host.user(),
        },
      });
  });

  test('installs like the Marketplace, with a code and without state', async () => {
    await host.page.goto(`${host.emulator.url}/settings/marketplace?user=${host.user(1)}`);
    await host.page.getByRole('link', { name: 'Install without state' }).click();
    await host.page.getByRole('button', { name: 'Allow and install' }).click();
    await host.page.waitForURL(`${host.app.url}/oauth/pipedrive/callback?**`);
    expect(Object.keys(host.app.notices.at(-1)?.query ?? {})).toEqual(['code']);
  });
});
