import type { FastifyInstance } from 'fastify';
import type { Settings } from '../config.ts';
import { StartProblem } from '../start-problem.ts';

const reasons: Record<string, (address: Pick<Settings, 'host' | 'port'>) => string> = {
  EADDRINUSE: ({ host, port }) =>
    `Port ${port} of ${host} is in use. Stop the program that uses it, or set PORT to another.`,
  EACCES: ({ port }) => `Port ${port} needs more rights than this user has. Set PORT to another.`,
  EADDRNOTAVAIL: ({ host }) => `${host} is no address of this machine. Set HOST to another.`,
  ENOTFOUND: ({ host }) => `${host} is no address. Set HOST to one of this machine.`,
};

/** Listens on the configured address. Throws StartProblem when the setting must be changed. */
export const listen = async (
  app: FastifyInstance,
  { host, port }: Pick<Settings, 'host' | 'port'>,
): Promise<void> => {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const reason = reasons[(error as NodeJS.ErrnoException).code ?? ''];
    throw reason ? new StartProblem(reason({ host, port })) : error;
  }
};
