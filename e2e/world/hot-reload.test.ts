import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { reloaders } from './hot-reload.ts';

it('runs packages and folders that exist', () => {
  const root = join(import.meta.dirname, '../..');
  const paths = reloaders(root, 1, 2)
    .flatMap(({ args }) => args)
    .filter((arg) => arg.startsWith(root))
    // Compiled messages do not exist before the first run, but their folder does.
    .map((path) => (path.endsWith('/compiled') ? dirname(path) : path));
  expect(paths.length).toBeGreaterThan(3);
  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
});
