import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('refuses to start when DATABASE_URL is set', () => {
  const env = { ...process.env, DATABASE_URL: 'postgres://dealbill@127.0.0.1:1/dealbill' };
  const script = join(import.meta.dirname, 'demo.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
    env,
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/unset DATABASE_URL/);
});
