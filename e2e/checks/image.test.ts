import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const lines = readFileSync(join(root, 'Dockerfile'), 'utf8').split('\n');

/** Arguments of every line with this Dockerfile instruction. */
const argumentsOf = (instruction: string): string[][] =>
  lines.flatMap((line) => {
    const [first, ...rest] = line.split(' ');
    return first === instruction ? [rest] : [];
  });

test('the image uses the Node version that package.json pins', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const version = devDependencies.node.replace('npm:node@', '');
  const images = argumentsOf('FROM').flatMap(([image]) =>
    image?.startsWith('node:') ? [image] : [],
  );
  expect(new Set(images)).toEqual(new Set([`node:${version}-slim`]));
});

test('every file that the image copies exists and is not in .dockerignore', () => {
  const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');
  const sources = argumentsOf('COPY')
    .filter(([first]) => !first?.startsWith('--from='))
    .flatMap((paths) => paths.slice(0, -1));
  expect(sources.length).toBeGreaterThan(5);
  for (const source of sources) {
    expect(existsSync(join(root, source)), source).toBe(true);
    const isLetIn = ignored.some(
      (line) => line === `!${source}` || line === `!${source.split('/')[0]}`,
    );
    expect(isLetIn, source).toBe(true);
  }
});
