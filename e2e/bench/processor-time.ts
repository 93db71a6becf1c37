import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { atMost, type Figure } from './figure.ts';

const root = join(import.meta.dirname, '..', '..');
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
/** Milliseconds of processor time that one request may take. */
const limit = 50;

/** Runs one of the server's processor time tests, and returns its output. */
const printedBy = async (file: string): Promise<string> => {
  const args = [vitest, 'run', '--project', 'processor time', file];
  const options = { cwd: root, env: { ...process.env, NO_COLOR: '1' } };
  // The test fails when a figure exceeds its limit, but prints it first.
  const { stdout } = await promisify(execFile)(process.execPath, args, options).catch(
    (failure: { stdout?: string }) => ({ stdout: failure.stdout ?? '' }),
  );
  return stdout;
};

/**
 * Figures of the server's own tests: the longest processor time of a request, of a turn of the
 * event loop while thousands of invoices are read, the time of a search relative to narrow columns,
 * and of the checks of a form relative to parsing it.
 */
export const measureProcessorTime = async (): Promise<Figure[]> => {
  const requests = await printedBy('server/src/http/processor-time.test.ts');
  const [, milliseconds, name] = /largest processor time ([\d.]+) ms (\S+)/.exec(requests) ?? [];
  if (!milliseconds) throw new Error(`No processor time in:\n${requests}`);
  const reading = await printedBy('server/src/invoice-list/reading-turns.test.ts');
  const turns = [...reading.matchAll(/longest turn ([\d.]+) ms (while reading .+)/g)];
  if (turns.length === 0) throw new Error(`No turns in:\n${reading}`);
  const search = await printedBy('server/src/db/sqlite-search.test.ts');
  const [, ratio] = /search ratio ([\d.]+)/.exec(search) ?? [];
  if (!ratio) throw new Error(`No ratio in:\n${search}`);
  const preflight = await printedBy('server/src/shared/checks/preflight-time.test.ts');
  const [, checks] = /preflight ratio ([\d.]+)/.exec(preflight) ?? [];
  if (!checks) throw new Error(`No ratio in:\n${preflight}`);
  return [
    atMost(`processor time of the longest request (${name}), ms`, Number(milliseconds), limit),
    ...turns.map(([, longest, what]) =>
      atMost(`processor time between two turns ${what}, ms`, Number(longest), limit),
    ),
    atMost('search of 50,000 invoices / over narrow columns alone', Number(ratio), 1.5),
    atMost('checks of 100 lines / parsing them', Number(checks), 20),
  ];
};
