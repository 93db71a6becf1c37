import { createServer, type Server } from 'node:net';

const listen = (port: number, host: string): Promise<Server | null> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host }, () => resolve(server));
  });

const close = (server: Server | null): Promise<void> =>
  new Promise((resolve) => (server ? server.close(() => resolve()) : resolve()));

/** Whether the port is free on both IPv4 and IPv6. */
export const isFree = async (port: number): Promise<boolean> => {
  for (const host of ['127.0.0.1', 'localhost']) {
    const server = await listen(port, host);
    await close(server);
    if (!server) return false;
  }
  return true;
};

/** Finds different free ports: opens all of them at once, so none repeats, then closes them. */
export const freePorts = async (count: number): Promise<number[]> => {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0, '127.0.0.1')));
  const ports = servers.map((server) => {
    const address = server?.address();
    if (!address || typeof address === 'string') throw new Error('No port is free');
    return address.port;
  });
  await Promise.all(servers.map(close));
  return ports;
};
