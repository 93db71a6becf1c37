import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const folder = new URL('../../../e2e/stand-ins/', import.meta.url).pathname;

export type StandIn = {
  url: string;
  /** Calls an endpoint below `/control`. */
  control<Answer>(method: string, path: string, body?: unknown): Promise<Answer>;
  stop(): Promise<void>;
};

/** Starts a stand-in as a process of its own, on a free port; it is reached over HTTP only. */
export const startStandIn = async (name: 'pipedrive' | 'quickbooks'): Promise<StandIn> => {
  const process_ = spawn(process.execPath, [`${folder}${name}/main.ts`, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(process_.stdout), 'line')) as [string];
  const url = line.replace('listening ', '');
  return {
    url,
    async control<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
      const answer = await fetch(`${url}/control/${path}`, {
        method,
        headers: body === undefined ? {} : { 'content-type': 'application/json' },
        body: body === undefined ? null : JSON.stringify(body),
      });
      return (await answer.json()) as Answer;
    },
    async stop() {
      process_.kill('SIGTERM');
      if (process_.exitCode === null) await once(process_, 'exit');
    },
  };
};

/** A company of its own in the Pipedrive stand-in, with users and deals of the story. */
export type StandInCompany = {
  companyId: number;
  name: string;
  users: number[];
  deals: Record<string, number>;
  fields: { taxId: string; poNumber: string };
};

export const newPipedriveCompany = (
  standIn: StandIn,
  like: 'harbour' | 'hillside' = 'harbour',
): Promise<StandInCompany> => standIn.control('POST', 'companies', { like });
