import { parseArgs } from 'node:util';
import { startQuickbooks } from './start.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: 'localhost' },
    data: { type: 'string' },
    small: { type: 'boolean' },
    'client-id': { type: 'string' },
    'client-secret': { type: 'string' },
    'redirect-uri': { type: 'string', multiple: true },
    'webhook-url': { type: 'string' },
    'webhook-token': { type: 'string' },
  },
});

const emulator = await startQuickbooks({
  port: Number(values.port),
  host: values.host,
  dataFile: values.data,
  small: values.small,
  clientId: values['client-id'],
  clientSecret: values['client-secret'],
  redirectUris: values['redirect-uri'],
  webhooks: { url: values['webhook-url'], verifierToken: values['webhook-token'] },
});
console.log(`listening ${emulator.url}`);

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, async () => {
    await emulator.close();
    process.exit(0);
  });
