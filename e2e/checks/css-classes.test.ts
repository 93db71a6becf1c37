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

test('a class that the stylesheet does not have is told', () => {
  expect(strayClasses(component('styles.red'), sheet('.blue:hover { top: 0.5em }'))).toEqual([
    { stylesheet: 'ui/a.module.css', name: 'red', why: 'missing' },
    { stylesheet: 'ui/a.module.css', name: 'blue', why: 'unused' },
  ]);
});

test('what is asked for by a name of run time may be any class', () => {
  expect(strayClasses(component('styles[kind]'), sheet('.red {} .blue .red {}'))).toEqual([]);
});

test('components and their stylesheets name the same classes', () => {
  expect(strayClasses(sources('**/*.tsx'), sources('**/*.module.css'))).toEqual([]);
});
