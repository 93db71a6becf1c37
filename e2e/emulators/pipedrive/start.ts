import type { FastifyInstance } from 'fastify';
import { buildApp } from './build-app.ts';
import { type AppOptions, registerApp, unregisteredApp } from './world/app-registration.ts';
import { openEmulator } from './world/emulator.ts';

export interface StartOptions {
  /** 0 uses any free port. */
  port?: number;
  /** JSON file that stores the world; without it, state is lost on exit. */
  dataFile?: string;
  app?: AppOptions;
}

/** Starts the emulator; `url` is `http://localhost:PORT`. `close` saves its data first. */
export async function startPipedrive(
  options: StartOptions = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const registration = registerApp(unregisteredApp(), options.app ?? {});
  const emulator = openEmulator(registration, options.dataFile ?? null);
  const app = await buildApp(emulator);
  const port = await listen(app, options.port ?? 0);
  emulator.origin = `http://localhost:${port}`;
  return {
    url: emulator.origin,
    async close() {
      emulator.webhooks.close();
      emulator.save();
      await app.close();
    },
  };
}

/** Listens on IPv6 and IPv4, or only on IPv4 when IPv6 is unavailable. */
async function listen(app: FastifyInstance, port: number): Promise<number> {
  try {
    await app.listen({ port, host: '::' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAFNOSUPPORT') throw error;
    await app.listen({ port, host: '0.0.0.0' });
  }
  const address = app.server.address();
  return typeof address === 'object' && address ? address.port : port;
}
