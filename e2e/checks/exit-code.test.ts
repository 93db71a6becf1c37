import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

it.each(['server/src/testing/postgres-cluster.ts', 'e2e/world/start-postgres.ts'])(
  'a failed run that uses %s ends with its own exit code',
  (module) => {
    const script = `await import(${JSON.stringify(join(root, module))}); process.exitCode = 3;`;
    const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', script]);
    expect(status).toBe(3);
  },
);
