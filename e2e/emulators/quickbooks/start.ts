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
  /** The story's large company with a dozen customers only; starts at once. */
  small?: boolean;
  clientId?: string;
  clientSecret?: string;
  /** Only these redirect URIs are accepted; without it any. */
  redirectUris?: string[];
}

/** Starts the emulator; `url` has no trailing slash. `close` saves the data file and drops connections. */
export async function startQuickbooks(
  options: QuickbooksOptions = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const app = {
    clientId: options.clientId ?? 'demo-intuit-client',
    clientSecret: options.clientSecret ?? 'demo-intuit-secret-of-more-than-32-characters',
    redirectUris: options.redirectUris ?? null,
  };
  const world = newWorld(app, options.small ? 'small' : 'large');
  const file = options.dataFile ? keepInFile(world, options.dataFile) : undefined;
  if (!file?.loaded) resetWorld(world);
  const server = await buildApp(world);
  await server.listen({ port: options.port ?? 0, host: options.host ?? 'localhost' });
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    close: async () => {
      await server.close();
      file?.save();
    },
  };
}
