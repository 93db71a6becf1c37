import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type ProxyOptions } from 'vite';
import { finishBuild } from './finish-build.ts';

const server = process.env.DEALBILL_SERVER;

// `/connect` itself is our page; only what it posts belongs to the server.
const postsOnly: ProxyOptions = {
  target: server,
  bypass: (request) => (request.method === 'POST' ? undefined : request.url),
};

/** Asks for the font beside the script, so that the first paint already has it. */
const preloadFont: Plugin = {
  name: 'preload-font',
  apply: 'build',
  transformIndexHtml: (_html, { bundle = {} }) =>
    Object.keys(bundle)
      .filter((file) => file.includes('inter-latin-wght'))
      .map((file) => ({
        tag: 'link',
        attrs: {
          rel: 'preload',
          as: 'font',
          type: 'font/woff2',
          crossorigin: '',
          href: `/${file}`,
        },
        injectTo: 'head',
      })),
};

/** Pages whose code is not part of the first script, as the server names them. */
const pages = {
  modal: '/src/pages/modal-page.tsx',
  settings: '/src/pages/settings-page.tsx',
  connect: '/src/connection/connect-page.tsx',
  install: '/src/install/install-page.tsx',
};

export default defineConfig({
  plugins: [react(), preloadFont, finishBuild(pages)],
  build: {
    outDir: 'dist',
    target: 'es2023',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        hashCharacters: 'base36',
        // What the first paint needs comes in one piece, whatever of it later parts use as well.
        codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] },
        entryFileNames: 'assets/[name]-[hash:16].js',
        chunkFileNames: 'assets/[name]-[hash:16].js',
        assetFileNames: 'assets/[name]-[hash:16][extname]',
      },
    },
    // A font or icon in a data: address would need a wider content security policy.
    assetsInlineLimit: 0,
  },
  server: server
    ? { proxy: { '/api': server, '/oauth': server, '/webhooks': server, '/connect/': postsOnly } }
    : undefined,
});
