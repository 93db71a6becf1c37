import { systemClock } from '../clock.ts';
import { readDatabase } from '../config.ts';
import { restore } from '../db/restore.ts';
import { StartProblem } from '../start-problem.ts';

// `pnpm restore FILE [--replace]`: restores a backup into the configured database.
try {
  const args = process.argv.slice(2);
  const replace = args.includes('--replace');
  const [file] = args.filter((arg) => arg !== '--replace');
  if (!file) throw new StartProblem('Name the backup: pnpm restore FILE [--replace]');
  const pending = await restore(readDatabase(), file, { now: systemClock.now(), replace });
  console.log(
    [
      `Restored from ${file}. Before you start the server:`,
      '- ENCRYPTION_KEYS must hold the keys that were in use at the time of the backup.',
      '- Refresh tokens may be older than those that Intuit and Pipedrive issued last. Where one is refused, the user is asked to reconnect or to install again.',
      `- ${pending} operations were pending. Each is looked up before anything is sent again.`,
      '- What changed in QuickBooks since the backup is read when the panel or a list is opened.',
      '- Drafts that were created after the backup are drafts again; data that was deleted since is back.',
    ].join('\n'),
  );
} catch (error) {
  console.error(error instanceof StartProblem ? error.message : error);
  process.exitCode = 1;
}
