import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A program that runs beside us until it is stopped. */
export type Child = {
  name: string;
  /** Resolves with how it ended; never rejects. */
  ended: Promise<string>;
  /** Asks it to stop and waits until it has; kills it after ten seconds. */
  stop(): Promise<void>;
  /** As a crash would: no chance to save or to finish anything. */
  kill(): Promise<void>;
};

type Start = {
  name: string;
  /** Arguments of Node, the script first. */
  args: string[];
  env?: Record<string, string>;
  /** Every line that it prints, on either stream. */
  onLine?: (line: string) => void;
};

const stopAfterMs = 10_000;
const stopWithParent = new URL('./stop-with-parent.ts', import.meta.url).href;

/** Starts a script on this very Node. It inherits nothing of our environment but the search path. */
export const startChild = ({ name, args, env = {}, onLine }: Start): Child => {
  const child = spawn(process.execPath, ['--import', stopWithParent, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    // A group of its own: Ctrl-C reaches us alone, and we stop the others in order.
    detached: process.platform !== 'win32',
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => onLine?.(line));
  }
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), stopAfterMs);
    await ended;
    clearTimeout(timer);
  };
  return { name, ended, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
};

/** Starts a script and waits for a line that `ready` matches; its first group is what is returned. */
export const startUntil = async (
  start: Start,
  ready: RegExp,
): Promise<{ child: Child; found: string }> => {
  const lines: string[] = [];
  let child: Child | undefined;
  const found = new Promise<string>((resolve, reject) => {
    child = startChild({
      ...start,
      onLine: (line) => {
        lines.push(line);
        start.onLine?.(line);
        const match = ready.exec(line);
        if (match) resolve(match[1] ?? match[0]);
      },
    });
    void child.ended.then((how) =>
      reject(new Error(`${start.name} did not start (${how}):\n${lines.join('\n')}`)),
    );
  });
  const text = await found;
  return { child: child as Child, found: text };
};
