import { parseArgs } from 'node:util';
import { startPipedrive } from './start.ts';
import type { AppOptions } from './world/app-registration.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    data: { type: 'string' },
    'client-id': { type: 'string' },
    'client-secret': { type: 'string' },
    'app-url': { type: 'string' },
    'panel-jwt-secret': { type: 'string' },
    'modal-jwt-secret': { type: 'string' },
    'settings-jwt-secret': { type: 'string' },
  },
});

const given: AppOptions = {
  clientId: values['client-id'],
  clientSecret: values['client-secret'],
  appUrl: values['app-url'],
  panelJwtSecret: values['panel-jwt-secret'],
  modalJwtSecret: values['modal-jwt-secret'],
  settingsJwtSecret: values['settings-jwt-secret'],
};

const emulator = await startPipedrive({
  port: Number(values.port),
  dataFile: values.data,
  app: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
});
console.log(`listening ${emulator.url}`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void emulator.close().then(() => process.exit(0));
  });
}
