import { join } from 'node:path';

/** A program that turns what is edited into what is shown, at once. */
type Reloader = { name: string; args: string[]; ready: RegExp; env?: Record<string, string> };

/** Vite serves the pages and hands the rest on to the server; the words are compiled as they change. */
export const reloaders = (root: string, port: number, serverPort: number): Reloader[] => [
  {
    name: 'words',
    args: [
      join(root, 'node_modules/@inlang/paraglide-js/bin/run.js'),
      ...['compile', '--project', join(root, 'web/words.inlang')],
      ...['--outdir', join(root, 'web/src/words/compiled')],
      ...['--strategy', 'globalVariable', 'baseLocale', '--watch'],
    ],
    ready: /Watching for changes/,
  },
  {
    name: 'pages',
    args: [
      join(root, 'node_modules/vite/bin/vite.js'),
      ...[join(root, 'web'), '--host', '127.0.0.1', '--port', `${port}`],
      ...['--strictPort', '--clearScreen', 'false'],
    ],
    ready: /ready in/,
    env: { DEALBILL_SERVER: `http://127.0.0.1:${serverPort}` },
  },
];
