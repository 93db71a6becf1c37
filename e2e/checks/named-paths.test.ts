import { expect, test } from 'vitest';
import { namedPaths } from './named-paths.ts';

const roots = new Set(['server', 'web', 'e2e', 'README.md']);
const named = (markdown: string) => namedPaths(markdown, roots);

test('finds a path in code, with or without a line number', () => {
  expect(named('See `server/src/app.ts`, `web/src/main.tsx:12` and `e2e/`.')).toEqual([
    'server/src/app.ts',
    'web/src/main.tsx',
    'e2e',
  ]);
});

test('finds a bare file name and the files of a command', () => {
  expect(named('`story.ts`\n```sh\nnode e2e/demo.ts --fresh\n```\n')).toEqual([
    'e2e/demo.ts',
    'story.ts',
  ]);
});

test('finds a relative link and ignores a URL', () => {
  expect(named('[a](server/README.md#top) [b](https://example.org/x.ts) [c](#here)')).toEqual([
    'server/README.md',
  ]);
});

test('finds the source of a picture', () => {
  expect(named('<img src="e2e/pictures/panel.png" alt="x">')).toEqual(['e2e/pictures/panel.png']);
});

test('replaces a placeholder with a wildcard', () => {
  expect(named('`server/src/<feature>/service.ts`')).toEqual(['server/src/*/service.ts']);
});

test('ignores routes, packages, media types and prose', () => {
  expect(
    named('`/deal/101` `text/plain` `@dealbill/web` `GET /v1/notes` and server/or/so'),
  ).toEqual([]);
});
