import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import Fastify from 'fastify';

const require = createRequire(import.meta.url);

const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>App</title>
<script src="/sdk.js"></script></head>
<body style="margin:0;font:13px system-ui"><p style="padding:16px">The app under test</p><script>
window.heard = [];
window.sdk = new AppExtensionsSDK();
for (const event of ['visibility', 'close_custom_modal', 'user_settings_change'])
  window.sdk.listen(event, ({ data }) => window.heard.push({ event, data }));
if (!location.pathname.startsWith('/silent')) window.ready = window.sdk.initialize({ size: { height: 300 } });
</script></body></html>`;

/** A received install or uninstall notice. */
export interface Notice {
  method: string;
  query: Record<string, string>;
  authorization: string | undefined;
  body: unknown;
}

/**
 * Starts a test app: one page with the published SDK for all surfaces, on 127.0.0.1 and so
 * cross-site to the host. `/silent` never initializes. Calls to its callback URL are stored in
 * `notices`.
 */
export async function startSdkApp(): Promise<{
  url: string;
  notices: Notice[];
  close(): Promise<void>;
}> {
  const sdk = require.resolve('@pipedrive/app-extensions-sdk/dist/index.umd.js');
  const source = await readFile(sdk, 'utf8');
  const notices: Notice[] = [];
  const app = Fastify({ forceCloseConnections: true });
  app.get('/sdk.js', async (_request, reply) => reply.type('text/javascript').send(source));
  app.all('/oauth/pipedrive/callback', async (request) => {
    notices.push({
      method: request.method,
      query: request.query as Record<string, string>,
      authorization: request.headers.authorization,
      body: request.body,
    });
    return 'received';
  });
  app.get('/favicon.ico', async (_request, reply) => reply.code(204).send());
  app.get('/*', async (_request, reply) => reply.type('text/html').send(page));
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { url, notices, close: () => app.close() };
}
