import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { makeNodeQuickbooksGateway } from '../quickbooks/node-quickbooks-gateway.ts';
import { testSettings } from './test-settings.ts';

export type Asked = {
  method: string;
  path: string;
  query: Record<string, string>;
  contentType: string | undefined;
  body: string;
};

/** `broken` closes the connection without a response. */
type Answer = { status?: number; body: unknown } | 'broken';

/**
 * Opens a gateway to a server with fixed responses, for responses that the emulator never gives. A
 * text body is sent as it is, anything else as JSON.
 */
export const recordedQuickbooks = async (
  answer: (asked: Asked) => Answer,
  host: '127.0.0.1' | 'localhost' = '127.0.0.1',
  homeCurrency: string | null = null,
) => {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const call = {
      method: request.method ?? '',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      contentType: request.headers['content-type'],
      body: await text(request),
    };
    asked.push(call);
    const reply = answer(call);
    if (reply === 'broken') return request.socket.destroy();
    const { status = 200, body } = reply;
    const type = typeof body === 'string' ? 'text/xml' : 'application/json';
    response.writeHead(status, { 'content-type': type, intuit_tid: 'tid', connection: 'close' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;
  const { quickbooks } = testSettings({ quickbooksUrl: url, pipedriveUrl: url });
  const token = async () => 'token';
  return {
    asked,
    /** Stops the server. */
    leave: () => new Promise((resolve) => server.close(resolve)),
    realm: { connectionId: 'connection', realmId: '1' },
    gateway: makeNodeQuickbooksGateway({
      settings: quickbooks,
      access: { token, tokenAfter: token },
      homeCurrency: async () => homeCurrency,
    }),
  };
};
