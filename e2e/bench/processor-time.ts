import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { atMost, type Figure } from './figure.ts';

const root = join(import.meta.dirname, '..', '..');
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const file = 'server/src/http/processor-time.test.ts';

/** Milliseconds of processor time that one request may take. */
const limit = 50;

/** The largest processor time of any request with the longest input, as the server's own test measures it. */
export const measureProcessorTime = async (): Promise<Figure[]> => {
  const args = [vitest, 'run', '--project', 'processor time', file];
  const options = { cwd: root, env: { ...process.env, NO_COLOR: '1' } };
  // A request over the limit fails the test; its figure is printed all the same.
  const { stdout } = await promisify(execFile)(process.execPath, args, options).catch(
    (failure: { stdout?: string }) => ({ stdout: failure.stdout ?? '' }),
  );
  const [, ms, name] = /largest processor time ([\d.]+) ms (\S+)/.exec(stdout) ?? [];
  if (!ms) throw new Error(`No processor time in:\n${stdout}`);
  return [atMost(`processor time of the longest request (${name}), ms`, Number(ms), limit)];
};
