import { join } from 'node:path';
import { build } from 'vite';

/** Builds the bare page into `folder` with the Vite and the settings that build the panel. */
export const buildBarePage = async (folder: string): Promise<void> => {
  await build({
    configFile: false,
    root: join(import.meta.dirname, 'bare-page'),
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
