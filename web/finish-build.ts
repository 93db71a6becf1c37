import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

/**
 * The module of each page whose code is not part of the first script, by the name of its document.
 */
export type Pages = Record<string, string>;

const fewestBytes = 500;

/** The best quality takes seconds for the code of the PDF viewer, and gains little. */
const largeBytes = 400_000;
const compressible = /\.(js|mjs|css|html|svg|json|wasm)$/;

type Chunk = Rolldown.OutputChunk & { viteMetadata?: { importedCss: Set<string> } };

const isChunk = (
  output: Rolldown.OutputAsset | Rolldown.OutputChunk | undefined,
): output is Chunk => output?.type === 'chunk';

/** A chunk and all that it imports at once, with their styles. */
const filesOf = (bundle: Rolldown.OutputBundle, chunk: Chunk, found = new Set<string>()) => {
  if (found.has(chunk.fileName)) return found;
  found.add(chunk.fileName);
  for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style);
  for (const name of chunk.imports) {
    const imported = bundle[name];
    if (isChunk(imported)) filesOf(bundle, imported, found);
  }
  return found;
};

const linkTo = (file: string): string =>
  file.endsWith('.css')
    ? `<link rel="stylesheet" crossorigin href="/${file}">`
    : `<link rel="modulepreload" crossorigin href="/${file}">`;

/** The document of a page: the shared one, which also asks for the page's own code at once. */
const documentOf = (html: string, bundle: Rolldown.OutputBundle, module: string): string => {
  const chunk = Object.values(bundle)
    .filter(isChunk)
    .find(({ facadeModuleId }) => facadeModuleId?.endsWith(module));
  if (!chunk) throw new Error(`No chunk of ${module}`);
  const files = [...filesOf(bundle, chunk)].filter((file) => !html.includes(file));
  return html.replace('</head>', `${files.map(linkTo).join('\n    ')}\n  </head>`);
};

/**
 * Writes `.br` and `.gz` beside a file, as small as they get: it is compressed once and sent often.
 */
const compress = async (file: string): Promise<void> => {
  const content = await readFile(file);
  if (content.length < fewestBytes) return;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: content.length > largeBytes ? 9 : 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  await Promise.all([
    promisify(brotliCompress)(content, { params }).then((br) => writeFile(`${file}.br`, br)),
    promisify(gzip)(content, { level: 9 }).then((gz) => writeFile(`${file}.gz`, gz)),
  ]);
};

/** Writes a document for each page, and compresses everything that was built. */
export const finishBuild = (pages: Pages = {}): Plugin => ({
  name: 'finish-build',
  apply: 'build',
  async writeBundle({ dir = '' }, bundle) {
    const index = bundle['index.html'];
    const html = index?.type === 'asset' ? String(index.source) : '';
    for (const [name, module] of Object.entries(pages)) {
      await writeFile(join(dir, `${name}.html`), documentOf(html, bundle, module));
    }
    const files = await readdir(dir, { recursive: true });
    const wanted = files.filter((file) => compressible.test(file));
    await Promise.all(wanted.map((file) => compress(join(dir, file))));
  },
});
