/** `pnpm check:docs`: exits with 1 when a document names a path that does not exist. */
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { namedPaths } from './named-paths.ts';

const root = join(import.meta.dirname, '../..');
const hidden = ['**/node_modules/**', '**/test-results/**', '.git/**', '.demo/**'];

const documents = ['*.md', '.github/**/*.md', '{server,web,e2e}/**/README.md'].flatMap((pattern) =>
  globSync(pattern, { cwd: root, exclude: hidden }),
);

/** Paths that a build or a run creates; they are missing from a new clone. */
const generated = readFileSync(join(root, '.gitignore'), 'utf8')
  .split('\n')
  .map((line) => line.trim().replace(/\/$/, ''))
  .filter(Boolean);

const isGenerated = (path: string): boolean =>
  generated.some((one) => path === one || path.startsWith(`${one}/`) || path.endsWith(`/${one}`));

const exists = (path: string, from: string): boolean => {
  if (isGenerated(path)) return true;
  const places = [root, join(root, from)];
  if (!path.includes('*') && !path.includes('{')) {
    if (places.some((place) => existsSync(join(place, path)))) return true;
    if (existsSync(join(root, path.split('/')[0] ?? ''))) return false;
    return globSync(`{server,web,e2e}/**/${path}`, { cwd: root, exclude: hidden }).length > 0;
  }
  return places.some((cwd) => globSync(path, { cwd, exclude: hidden }).length > 0);
};

const missing = documents.flatMap((document) => {
  const folder = dirname(document);
  const roots = new Set([...readdirSync(root), ...readdirSync(join(root, folder))]);
  return namedPaths(readFileSync(join(root, document), 'utf8'), roots)
    .filter((path) => !exists(path, folder))
    .map((path) => `${document} names ${path}, which does not exist`);
});

for (const line of missing) console.error(line);
console.log(`${documents.length} documents, ${missing.length} paths that do not exist`);
process.exit(missing.length > 0 ? 1 : 0);
