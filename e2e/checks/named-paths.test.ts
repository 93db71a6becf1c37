import { expect, test } from 'vitest';
import { namedPaths } from './named-paths.ts';

const roots = new Set(['server', 'web', 'e2e', 'README.md']);
const named = (markdown: string) => namedPaths(markdown, roots);

test('a path in code is found, with or without a line number', () => {
  expect(named('See `server/src/app.ts`, `web/src/main.tsx:12` and `e2e/`.')).toEqual([
    'server/src/app.ts',
    'web/src/main.tsx',
    'e2e',
  ]);
});

test('a bare file name is found, and a command names its files', () => {
  expect(named('`story.ts`\n```sh\nnode e2e/demo.ts --fresh\n```\n')).toEqual([
    'e2e/demo.ts',
    'story.ts',
  ]);
});

test('a relative link is found, an address is not', () => {
  expect(named('[a](server/README.md#top) [b](https://example.org/x.ts) [c](#here)')).toEqual([
    'server/README.md',
  ]);
});

test('the source of a picture is found', () => {
  expect(named('<img src="e2e/pictures/panel.png" alt="x">')).toEqual(['e2e/pictures/panel.png']);
});

test('a placeholder stands for any name', () => {
  expect(named('`server/src/<feature>/service.ts`')).toEqual(['server/src/*/service.ts']);
});

test('routes, packages, media types and prose are no paths', () => {
  expect(
    named('`/deal/101` `text/plain` `@dealbill/web` `GET /v1/notes` and server/or/so'),
  ).toEqual([]);
});
