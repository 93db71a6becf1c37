import { createServer, type Server } from 'node:net';

const listen = (port: number, host: string): Promise<Server | null> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host }, () => resolve(server));
  });

const close = (server: Server | null): Promise<void> =>
  new Promise((resolve) => (server ? server.close(() => resolve()) : resolve()));

/** Whether nobody listens on this port, by either version of the internet protocol. */
export const isFree = async (port: number): Promise<boolean> => {
  for (const host of ['127.0.0.1', 'localhost']) {
    const server = await listen(port, host);
    await close(server);
    if (!server) return false;
  }
  return true;
};

/** So many different ports that nobody listens on: all held at once, then let go. */
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
