import type { AddressInfo } from 'node:net';
import { buildApp } from './app.ts';
import { keepInFile } from './data-file.ts';
import { newWorld, resetWorld } from './world.ts';

export interface QuickbooksOptions {
  /** 0 (the default) takes a free port. */
  port?: number;
  /** `localhost` (the default) is reached over IPv4 and IPv6 loopback. */
  host?: string;
  /** JSON file that carries the books over a restart. */
  dataFile?: string;
  clientId?: string;
  clientSecret?: string;
  /** Only these redirect URIs are accepted; without it any. */
  redirectUris?: string[];
}

/** Starts the stand-in; `url` has no trailing slash. `close` saves the data file and drops connections. */
export async function startQuickbooks(
  options: QuickbooksOptions = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const world = newWorld({
    clientId: options.clientId ?? 'demo-intuit-client',
    clientSecret: options.clientSecret ?? 'demo-intuit-secret',
    redirectUris: options.redirectUris ?? null,
  });
  const file = options.dataFile ? keepInFile(world, options.dataFile) : undefined;
  if (!file?.loaded) resetWorld(world);
  const app = await buildApp(world);
  await app.listen({ port: options.port ?? 0, host: options.host ?? 'localhost' });
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    close: async () => {
      await app.close();
      file?.save();
    },
  };
}
