import { join } from 'node:path';
import { build } from 'vite';

/** Builds a bare page into `folder` with the Vite and the settings that build the panel. */
export const buildBarePage = async (
  name: 'bare-page' | 'bare-list',
  folder: string,
): Promise<void> => {
  await build({
    configFile: false,
    root: join(import.meta.dirname, name),
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2023',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
    },
  });
};
