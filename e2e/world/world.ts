import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  appEnvironment,
  intuitApp,
  pipedriveApp,
  webhookVerifierToken,
} from './app-environment.ts';
import { type Child, startUntil } from './child-process.ts';
import { freePorts } from './free-port.ts';
import { reloaders } from './hot-reload.ts';

const root = join(import.meta.dirname, '../..');

export type Ports = { pipedrive: number; quickbooks: number; app: number };

type Options = {
  /** Folder of the app's database and encryption key. */
  folder: string;
  ports: Ports;
  /** Stores the emulators' data in the folder, and seeds QuickBooks with a large company. */
  persistEmulators: boolean;
  /**
   * Number of server processes on one PostgreSQL database; null for one process on SQLite.
   * When undefined, one process runs and DATABASE_URL selects its database.
   */
  postgres?: { url: string; processes: number } | null;
  /** Environment variables of the server that override those of the demo. */
  serverEnv?: Record<string, string>;
  /** Environment variables of the QuickBooks emulator. */
  quickbooksEnv?: Record<string, string>;
  /** QuickBooks sends webhooks of every change to the app's URL. */
  webhooks?: boolean;
  /**
   * Development mode: Vite serves the pages, and the server restarts when a source file changes.
   */
  dev?: boolean;
  onLine?: (name: string, line: string) => void;
};

/** Both emulators and the real server, running. URLs have no trailing slash. */
export type World = {
  pipedriveUrl: string;
  quickbooksUrl: string;
  /** Public URL of the app; used for installing and connecting. */
  appUrl: string;
  /** URLs of all server processes, `appUrl` first. */
  appUrls: string[];
  /** Resolves with a message when one of the processes ends unexpectedly. */
  broken: Promise<string>;
  /** Kills a server process with SIGKILL and restarts it on the same database after `downForMs`. */
  crashServer(options?: { process?: number; downForMs?: number }): Promise<void>;
  stop(): Promise<void>;
};

/** Free ports for a world that runs beside others. */
export const anyPorts = async (): Promise<Ports> => {
  const [pipedrive = 0, quickbooks = 0, app = 0] = await freePorts(3);
  return { pipedrive, quickbooks, app };
};

/**
 * Starts the emulators on `localhost` and the app on `127.0.0.1`. These are different sites, so the
 * iframe's cookies and storage are third-party, as between Pipedrive and a self-hosted server.
 */
export const startWorld = async (options: Options): Promise<World> => {
  const { folder, ports, dev = false } = options;
  mkdirSync(folder, { recursive: true });
  const appUrl = `http://127.0.0.1:${ports.app}`;
  const running: Child[] = [];

  const run = async (
    name: string,
    args: string[],
    ready: RegExp,
    env?: Record<string, string>,
  ): Promise<{ child: Child; found: string }> => {
    const onLine = (line: string) => options.onLine?.(name, line);
    const started = await startUntil({ name, args, env, onLine }, ready);
    running.push(started.child);
    return started;
  };
  const runEmulator = async (name: 'pipedrive' | 'quickbooks', args: string[]): Promise<string> => {
    const script = join(root, `e2e/emulators/${name}/main.ts`);
    const storage = options.persistEmulators ? ['--data', join(folder, `${name}.json`)] : [];
    const all = [script, '--port', `${ports[name]}`, ...storage, ...args];
    const env = name === 'quickbooks' ? options.quickbooksEnv : undefined;
    return (await run(name, all, /^listening (\S+)/, env)).found;
  };
  const stop = async () => {
    // The app stops first, because its shutdown may still call the emulators.
    for (const child of running.splice(0).reverse()) await child.stop();
  };

  try {
    const [pipedriveUrl, quickbooksUrl] = await Promise.all([
      runEmulator('pipedrive', [
        ...['--client-id', pipedriveApp.id, '--client-secret', pipedriveApp.secret],
        ...['--app-url', appUrl],
      ]),
      runEmulator('quickbooks', [
        ...['--client-id', intuitApp.id, '--client-secret', intuitApp.secret],
        ...(options.persistEmulators ? [] : ['--small']),
        ...(options.webhooks ? ['--webhook-url', `${appUrl}/webhooks/quickbooks`] : []),
        ...['--webhook-token', webhookVerifierToken],
      ]),
    ]);
    const [spare = 0, ...others] = await freePorts(options.postgres?.processes ?? 1);
    const serverPort = dev ? spare : ports.app;
    const databaseUrl = options.postgres === null ? null : options.postgres?.url;
    const places = { folder, appUrl, pipedriveUrl, quickbooksUrl, databaseUrl };
    const watch = dev ? ['--watch', '--watch-preserve-output'] : [];
    const script = join(root, 'server/src/main.ts');
    const runServer = (port: number) => {
      const env = { ...appEnvironment({ ...places, serverPort: port }), ...options.serverEnv };
      if (dev) env.SERVE_PANEL = 'false';
      return run('app', [...watch, script], /Dealbill is ready/, env);
    };
    const serverPorts = [serverPort, ...others];
    const servers = await Promise.all(serverPorts.map(runServer));
    for (const one of dev ? reloaders(root, ports.app, serverPort) : []) {
      await run(one.name, one.args, one.ready, one.env);
    }
    return {
      pipedriveUrl,
      quickbooksUrl,
      appUrl,
      appUrls: [appUrl, ...others.map((port) => `http://127.0.0.1:${port}`)],
      broken: Promise.race(
        running.map((child) => child.ended.then((how) => `${child.name} ended: ${how}`)),
      ),
      async crashServer({ process = 0, downForMs = 0 } = {}) {
        const [server, port] = [servers[process], serverPorts[process]];
        if (!server || port === undefined) throw new Error(`No server process ${process}`);
        running.splice(running.indexOf(server.child), 1);
        await server.child.kill();
        await pause(downForMs);
        servers[process] = await runServer(port);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
