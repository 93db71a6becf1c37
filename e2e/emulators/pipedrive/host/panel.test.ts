import type { Frame } from 'playwright';
import { describe, expect, test } from 'vitest';
import { begin, execute, heard, hostForTest, result } from '../testing/host-for-test.ts';

const host = hostForTest();
const frameHeight = async () => (await host.page.locator('.panel iframe').boundingBox())?.height;

/** Its navigation may end the frame before the command has responded. */
const redirect = (frame: Frame, args: unknown) =>
  execute(frame, 'redirect_to', args).catch(() => null);

describe('the panel', () => {
  test('is requested with ids, a signed token and the theme', async () => {
    const frame = await host.open('/deal/101');
    const query = Object.fromEntries(new URL(frame.url()).searchParams);
    expect(query).toMatchObject({
      userId: String(host.user()),
      companyId: String(host.company.companyId),
      resource: 'deal',
      view: 'details',
      selectedIds: '101',
      theme: 'light',
    });
    expect(query.id).not.toBe('101');
    expect(query.token?.split('.')).toHaveLength(3);
    expect(new URL(frame.url()).hostname).toBe('127.0.0.1');
  });

  test('applies the height of initialize and resize, and ignores one out of range', async () => {
    const frame = await host.open('/deal/101');
    await expect.poll(frameHeight).toBe(300);
    await execute(frame, 'resize', { height: 500, width: 900 });
    expect(await frameHeight()).toBe(500);
    for (const height of [99, 751]) await execute(frame, 'resize', { height });
    expect(await frameHeight()).toBe(500);
    expect((await host.page.locator('.panel iframe').boundingBox())?.width).toBe(385);
  });

  test('accepts a second initialize', async () => {
    const frame = await host.open('/deal/101');
    await frame.evaluate('sdk.initialize({ size: { height: 420 } }).then(() => true)');
    await expect.poll(frameHeight).toBe(420);
  });

  test('shows a failure with a reload when it does not initialize in time', async () => {
    await host.emulator.control('POST', 'settings', { initializeDeadlineMs: 300 });
    await host.emulator.control('POST', 'app', { panelUrl: `${host.app.url}/silent` });
    await host.page.goto(`${host.emulator.url}/deal/101?user=${host.user()}`);
    await host.page.getByText('Something went wrong').waitFor();
    expect(await host.page.locator('.panel iframe').count()).toBe(0);
    await host.emulator.control('POST', 'app', { panelUrl: `${host.app.url}/panel` });
    await host.page.getByRole('button', { name: 'Reload', exact: true }).click();
    await host.frameOf('panel');
  });

  test('accepts messages only from its window with its issued id', async () => {
    const frame = await host.open('/deal/101');
    const say = `(target, id, message) => new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done('answered');
      setTimeout(() => done('ignored'), 250);
      const payload = { type: 'command', command: 'show_snackbar', args: { message } };
      target.postMessage({ id, payload }, '*', [port2]);
    })`;
    const id = await frame.evaluate('sdk.identifier');
    expect(await frame.evaluate(`(${say})(parent, '101', 'Wrong id')`)).toBe('ignored');
    expect(await host.page.evaluate(`(${say})(window, '${id}', 'Wrong window')`)).toBe('ignored');
    expect(await frame.evaluate(`(${say})(parent, '${id}', 'From the app')`)).toBe('answered');
    expect(await host.page.getByRole('status').allTextContents()).toEqual(['From the app']);
  });

  test('receives an event when it is collapsed and expanded', async () => {
    const frame = await host.open('/deal/101');
    await host.page.getByRole('button', { name: 'Collapse Dealbill' }).click();
    await host.page.getByRole('button', { name: 'Collapse Dealbill' }).click();
    await expect
      .poll(() => heard(frame))
      .toEqual([
        { event: 'visibility', data: { is_visible: false } },
        { event: 'visibility', data: { is_visible: true } },
      ]);
  });

  test('receives an event for a new theme, and opens with it afterwards', async () => {
    const frame = await host.open('/deal/101');
    await host.page.getByRole('button', { name: 'Dark theme' }).click();
    await expect
      .poll(() => heard(frame))
      .toEqual([{ event: 'user_settings_change', data: { theme: 'dark' } }]);
    await host.page.getByRole('button', { name: 'Reload Dealbill' }).click();
    await expect.poll(async () => (await host.frameOf('panel')).url()).toContain('theme=dark');
  });

  test('opens on organizations and persons too', async () => {
    const frame = await host.open('/organization/501');
    expect(frame.url()).toContain('resource=organization&view=details&selectedIds=501');
    expect((await host.open('/person/601')).url()).toContain('resource=person');
  });

  test('can open a new window', async () => {
    const frame = await host.open('/deal/101');
    const popup = host.page.waitForEvent('popup');
    await frame.evaluate(`void window.open('${host.app.url}/connect')`);
    expect((await popup).url()).toBe(`${host.app.url}/connect`);
  });
});

describe('a user without the app', () => {
  test('sees a prompt that links to the installation URL', async () => {
    await host.page.goto(`${host.emulator.url}/deal/101?user=${host.user(1)}`);
    const link = host.page.getByRole('link', { name: 'Install Dealbill' });
    expect(await link.getAttribute('href')).toBe(`${host.app.url}/oauth/pipedrive/start`);
    expect(await host.page.locator('iframe').count()).toBe(0);
  });

  test('sees the panel when the company shares it', async () => {
    await host.page.goto(`${host.emulator.url}/deal/101?user=${host.user(1)}`);
    await host.page.getByLabel('Panel without install').check();
    await host.frameOf('panel');
    await expect
      .poll(() => host.app.notices.at(-1))
      .toMatchObject({
        method: 'POST',
        body: { company_id: host.company.companyId, user_id: host.user(1), isShared: true },
      });
  });
});

describe('commands', () => {
  test('show a snackbar with message and link', async () => {
    const frame = await host.open('/deal/101');
    await execute(frame, 'show_snackbar', {
      message: 'Invoice created',
      link: { url: 'https://qb.example/1', label: 'Open' },
    });
    await host.page.getByRole('status').filter({ hasText: 'Invoice created' }).waitFor();
    expect(await host.page.getByRole('link', { name: 'Open' }).getAttribute('href')).toBe(
      'https://qb.example/1',
    );
  });

  test('return the pressed button of a confirmation', async () => {
    const frame = await host.open('/deal/101');
    const words = { title: 'Void invoice 1042?', okText: 'Void', cancelText: 'Keep' };
    const dialog = host.page.getByRole('alertdialog', { name: 'Void invoice 1042?' });
    for (const [button, confirmed] of [
      ['Void', true],
      ['Keep', false],
    ] as const) {
      await begin(frame, 'show_confirmation', words);
      await dialog.getByRole('button', { name: button }).click();
      await expect.poll(() => result(frame)).toEqual({ confirmed });
    }
  });

  test('return a signed token with user and company', async () => {
    const frame = await host.open('/deal/101');
    const { token } = (await execute(frame, 'get_signed_token')) as { token: string };
    const [, claims = ''] = token.split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      userId: host.user(),
      companyId: host.company.companyId,
    });
  });

  test('return the window size as metadata', async () => {
    const frame = await host.open('/deal/101');
    expect(await execute(frame, 'get_metadata')).toEqual({ windowHeight: 800, windowWidth: 1280 });
  });

  test('redirect to a list, to one of its entries, or to the app’s settings', async () => {
    await host.open('/deal/101');
    for (const [args, path] of [
      [{ view: 'organizations', id: 501 }, '/organization/501'],
      [{ view: 'contacts', id: 601 }, '/person/601'],
      [{ view: 'deals', id: 102 }, '/deal/102'],
      [{ view: 'settings' }, '/settings/marketplace/app/demo-pipedrive-client/app-settings'],
    ] as const) {
      await redirect(await host.frameOf('panel'), args);
      await host.page.waitForURL(`${host.emulator.url}${path}`);
    }
    await redirect(await host.frameOf('settings'), { view: 'deals' });
    await host.page.waitForURL(`${host.emulator.url}/deals`);
  });

  test('return an error for unsupported and unknown commands', async () => {
    const frame = await host.open('/deal/101');
    for (const command of ['show_floating_window', 'hide_floating_window', 'set_notification']) {
      await expect(execute(frame, command, {})).rejects.toThrow('The app has no floating window');
    }
    await expect(execute(frame, 'close_modal')).rejects.toThrow('Only a custom modal');
    const reply = await frame.evaluate(
      `new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = (event) => resolve(event.data);
        parent.postMessage({ id: sdk.identifier, payload: { type: 'command', command: 'dance' } }, '*', [port2]);
      })`,
    );
    expect(reply).toEqual({ error: 'Unknown command: dance' });
  });
});
