import { join } from 'node:path';

/** A process that rebuilds on every change of a source file. */
type Reloader = { name: string; args: string[]; ready: RegExp; env?: Record<string, string> };

/**
 * Vite serves the pages and proxies other requests to the server; Paraglide compiles the messages.
 */
export const reloaders = (root: string, port: number, serverPort: number): Reloader[] => [
  {
    name: 'messages',
    args: [
      join(root, 'node_modules/@inlang/paraglide-js/bin/run.js'),
      ...['compile', '--project', join(root, 'web/messages.inlang')],
      ...['--outdir', join(root, 'web/src/messages/compiled')],
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
