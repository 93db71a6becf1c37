import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Expands braces: `a/{b,c}.ts` becomes `a/b.ts` and `a/c.ts`. */
const withoutBraces = (pattern: string): string[] => {
  const [, before, choices, after] = pattern.match(/^([^{]*)\{([^{}]*)\}(.*)$/) ?? [];
  if (choices === undefined) return [pattern];
  return choices.split(',').flatMap((choice) => withoutBraces(`${before}${choice}${after}`));
};

const patterns = [
  ...readFileSync(join(root, 'vitest.config.ts'), 'utf8').matchAll(
    /'((?:server|web|e2e)\/[^']+)'/g,
  ),
].flatMap((match) => withoutBraces(match[1] ?? ''));

describe('the projects of vitest.config.ts', () => {
  it.each(patterns.filter((pattern) => !pattern.endsWith('.tsx')))('%s names a file', (pattern) => {
    expect(globSync(pattern, { cwd: root }).length).toBeGreaterThan(0);
  });
});
