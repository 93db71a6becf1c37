import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A child process that runs until it is stopped. */
export type Child = {
  name: string;
  /** Resolves with the signal, exit code or error that ended it; never rejects. */
  ended: Promise<string>;
  /** Sends SIGTERM, and SIGKILL after ten seconds. Resolves after the process has exited. */
  stop(): Promise<void>;
  /** Sends SIGKILL, so the process cannot save or finish anything. */
  kill(): Promise<void>;
};

type Start = {
  name: string;
  /** Arguments of Node, the script first. */
  args: string[];
  env?: Record<string, string>;
  /** Called for every line of stdout and stderr. */
  onLine?: (line: string) => void;
};

const stopAfterMs = 10_000;
const stopWithParent = new URL('./stop-with-parent.ts', import.meta.url).href;

/** Starts a script with this process's Node. The child inherits no other variables than these. */
export const startChild = ({ name, args, env = {}, onLine }: Start): Child => {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, ['--import', stopWithParent, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH, HOME, NODE_COMPILE_CACHE, ...env },
    // A separate process group: Ctrl-C reaches only the parent, which stops the children in order.
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

/**
 * Starts a script and waits for a line that matches `ready`. `found` is the match's first group.
 * Throws with the output when the script ends before that line.
 */
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
