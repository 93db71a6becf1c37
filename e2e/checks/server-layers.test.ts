import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../server/src');

/** Folders and root files of `server/src`, lowest layer first, as drawn in CONTRIBUTING.md. */
const layers = [
  ['shared'],
  ['start-problem.ts', 'app-error.ts', 'clock.ts'],
  ['environment-variables.ts', 'config.ts'],
  ['db'],
  ['vendor-calls', 'diagnostics', 'event-loop.ts'],
  ['oauth'],
  ['rate-limits'],
  ['quickbooks', 'pipedrive'],
  ['context.ts', 'requests.ts'],
  ['live'],
  ['scheduler', 'operations'],
  [
    ...[
      'sync',
      'audit',
      'billing-plans',
      'company-data',
      'company-profile',
      'connection',
      'customers',
      'deal-links',
      'usage',
    ],
    ...['initial-sync', 'names'],
    ...['drafts', 'drift', 'install', 'invoice-list', 'invoices', 'items', 'notes', 'preferences'],
    ...[
      'pipedrive-fields',
      'invoice-offers',
      'merges',
      'pipedrive-webhooks',
      'problems',
      'reminders',
      'sync-settings',
      'webhooks',
    ],
  ],
  ['http', 'keys', 'metrics'],
  ['dependencies.ts'],
  ['app.ts', 'shut-down.ts'],
  ['main.ts', 'commands'],
];

const layerOf = (path: string): number =>
  layers.findIndex((names) => names.includes(path.split('/')[0] ?? ''));

type Source = { path: string; text: string };

const importsOf = ({ path, text }: Source): string[] =>
  [...text.matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, specifier = '']) =>
    join(dirname(path), specifier),
  );

/** A file's imports from higher layers, each as a message that says how to fix it. */
const upwardImports = (source: Source): string[] =>
  importsOf(source)
    .filter((target) => layerOf(target) > layerOf(source.path))
    .map(
      (target) =>
        `${source.path} imports ${target}, which is in a higher layer (${layers[layerOf(target)]}). ` +
        `Pass it as an argument from there, or move what both need to a layer at or below ${layers[layerOf(source.path)]}.`,
    );

const sources: Source[] = globSync('**/*.ts', { cwd: root })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !path.endsWith('.test.ts') && !path.startsWith('testing/'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

describe('the layers of server/src', () => {
  it('contain every file', () => {
    expect(sources.map(({ path }) => path).filter((path) => layerOf(path) === -1)).toEqual([]);
  });

  it('name nothing that does not exist', () => {
    const found = new Set(sources.map(({ path }) => path.split('/')[0]));
    expect(layers.flat().filter((name) => !found.has(name))).toEqual([]);
  });

  it('import only from the same layer or a lower one', () => {
    expect(sources.flatMap(upwardImports)).toEqual([]);
  });

  it('do not import test helpers', () => {
    const helped = sources.filter((source) =>
      importsOf(source).some((target) => target.startsWith('testing/')),
    );
    expect(helped.map(({ path }) => path)).toEqual([]);
  });
});

describe('an upward import', () => {
  it.each([
    `import type { Draft } from '../drafts/contract.ts';`,
    `export { drafts } from '../drafts/tables.ts';`,
    `const { drafts } = await import('../drafts/tables.ts');`,
  ])('is found in %s', (text) => {
    const [message] = upwardImports({ path: 'quickbooks/models.ts', text });
    expect(message).toContain('quickbooks/models.ts imports drafts/');
  });

  it('is none from the same layer or a lower one', () => {
    const text = `import '../customers/store.ts';\nimport '../shared/money/money.ts';`;
    expect(upwardImports({ path: 'drafts/service.ts', text })).toEqual([]);
  });
});
