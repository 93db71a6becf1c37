import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Source, strayClasses } from './css-classes.ts';

const root = join(import.meta.dirname, '../../web/src');

const sources = (pattern: string): Source[] =>
  globSync(pattern, { cwd: root }).map((path) => ({
    path: path.replaceAll('\\', '/'),
    text: readFileSync(join(root, path), 'utf8'),
  }));

const component = (text: string) => [
  { path: 'ui/a.tsx', text: `import styles from './a.module.css';\n${text}` },
];
const sheet = (text: string) => [{ path: 'ui/a.module.css', text }];

test('reports a class that the stylesheet does not define', () => {
  expect(strayClasses(component('styles.red'), sheet('.blue:hover { top: 0.5em }'))).toEqual([
    { stylesheet: 'ui/a.module.css', name: 'red', why: 'missing' },
    { stylesheet: 'ui/a.module.css', name: 'blue', why: 'unused' },
  ]);
});

test('treats every class as used when a component indexes the module at run time', () => {
  expect(strayClasses(component('styles[kind]'), sheet('.red {} .blue .red {}'))).toEqual([]);
});

test('finds no missing and no unused class in the web app', () => {
  expect(strayClasses(sources('**/*.tsx'), sources('**/*.module.css'))).toEqual([]);
});
