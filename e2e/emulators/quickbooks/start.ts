import type { AddressInfo } from 'node:net';
import { buildApp } from './app.ts';
import { keepInFile } from './data-file.ts';
import { watchChanges } from './webhooks/changes.ts';
import { usualWebhooks } from './webhooks/settings.ts';
import { newWorld, now, resetWorld, type World } from './world.ts';

export interface QuickbooksOptions {
  /** Default 0: any free port. */
  port?: number;
  /** Default `localhost`, reachable over IPv4 and IPv6 loopback. */
  host?: string;
  /** JSON file that preserves companies, grants and switches over a restart. */
  dataFile?: string;
  /** Creates the large company with only a dozen customers, for a fast start. */
  small?: boolean;
  clientId?: string;
  clientSecret?: string;
  /** Accepted redirect URIs; default: any. */
  redirectUris?: string[];
  /** URL and verifier token of the app's webhooks; default: none. */
  webhooks?: { url?: string; verifierToken?: string };
}

/**
 * Starts the emulator; `url` has no trailing slash. `close` drops connections, then saves the data.
 */
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
  const { url = null, verifierToken = usualWebhooks.verifierToken } = options.webhooks ?? {};
  Object.assign(world.webhooks.settings, { url, verifierToken });
  sendChanges(world);
  const server = await buildApp(world);
  await server.listen({ port: options.port ?? 0, host: options.host ?? 'localhost' });
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    close: async () => {
      world.webhooks.close();
      await server.close();
      file?.save();
    },
  };
}

/** Tells the app's webhooks each change of a company that it is connected to. */
function sendChanges(world: World): void {
  const changesOf = watchChanges();
  const { changed } = world;
  const look = () => {
    if (world.webhooks.settings.url === null) return;
    for (const company of Object.values(world.companies)) {
      const changes = changesOf(company, now(world, company));
      const isConnected = world.grants.some(
        ({ realmId, revoked }) => realmId === company.id && !revoked,
      );
      if (isConnected) world.webhooks.add(changes);
    }
  };
  world.changed = () => {
    changed();
    look();
  };
  look();
}
