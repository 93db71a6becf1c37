import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { appEnvironment, intuitApp, pipedriveApp } from './app-environment.ts';
import { type Child, startUntil } from './child-process.ts';
import { freePorts } from './free-port.ts';
import { reloaders } from './hot-reload.ts';

const root = join(import.meta.dirname, '../..');

export type Ports = { pipedrive: number; quickbooks: number; app: number };

type Options = {
  /** Where the app keeps its database and its key. */
  folder: string;
  ports: Ports;
  /** The emulators keep their data in the folder as well, and QuickBooks begins with a large company. */
  emulatorsRemember: boolean;
  /**
   * Server processes that work on one PostgreSQL database; null for one on a file of SQLite. By default one,
   * whose database DATABASE_URL decides.
   */
  postgres?: { url: string; processes: number } | null;
  /** Variables of the server's environment that differ from the demo's. */
  serverEnv?: Record<string, string>;
  /** Reloads what is edited: Vite serves the pages, and the server restarts on a change. */
  dev?: boolean;
  onLine?: (name: string, line: string) => void;
};

/** Both emulators and the real server, running. Addresses have no slash at the end. */
export type World = {
  pipedriveUrl: string;
  quickbooksUrl: string;
  /** Under which the app is installed and connected. */
  appUrl: string;
  /** The server processes, `appUrl` first. */
  appUrls: string[];
  /** Resolves when one of them ends by itself, with a sentence about it. */
  broken: Promise<string>;
  /** Kills one server process as a crash would, and starts it again on the same database, after a while. */
  crashServer(options?: { process?: number; downForMs?: number }): Promise<void>;
  stop(): Promise<void>;
};

/** Ports that are free now, for a world of its own. */
export const anyPorts = async (): Promise<Ports> => {
  const [pipedrive = 0, quickbooks = 0, app = 0] = await freePorts(3);
  return { pipedrive, quickbooks, app };
};

/**
 * Starts the emulators on `localhost` and the app on `127.0.0.1`: two sites, so that cookies and storage
 * in the iframe behave as between Pipedrive and a self-hosted server.
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
    const kept = options.emulatorsRemember ? ['--data', join(folder, `${name}.json`)] : [];
    const all = [script, '--port', `${ports[name]}`, ...kept, ...args];
    return (await run(name, all, /^listening (\S+)/)).found;
  };
  const stop = async () => {
    // The app first: it may still be telling the emulators something.
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
        ...(options.emulatorsRemember ? [] : ['--small']),
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
        if (!server || port === undefined) throw new Error(`There is no process ${process}`);
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
