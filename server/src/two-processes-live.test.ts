import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { dialect } from './db/dialect.ts';
import { signedToken, type TestApp } from './testing/build-test-app.ts';
import { openInvoiceFixture } from './testing/invoice-fixture.ts';
import { secondProcess } from './testing/second-process.ts';

let close: () => Promise<unknown> = async () => undefined;
afterEach(() => close());

/** Opens a stream on this server; `text` is what it has received so far. */
const openStream = async (
  { app, dependencies, clock }: TestApp,
  user: Parameters<TestApp['call']>[0],
) => {
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const token = await signedToken(dependencies.settings, user, clock.now());
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`http://127.0.0.1:${port}/api/live`, { headers });
  let text = '';
  const read = async () => {
    for await (const bytes of response.body ?? []) text += Buffer.from(bytes).toString();
  };
  const ended = read();
  return { text: () => text, ended };
};

it.runIf(dialect === 'postgres')(
  'an action in one process appears in the streams of the other',
  async () => {
    const first = await openInvoiceFixture();
    const second = await secondProcess(first);
    close = () => Promise.all([first.app.close(), second.app.close()]);
    const { text } = await openStream(second, first.company.owner);
    // The second process listens from now on.
    await expect.poll(text).toContain('{"dealIds":null,"customerIds":[]}');
    await first.act('void');
    await expect.poll(text).toContain(`"dealIds":[${first.dealId}]`);
  },
);
