import react from '@vitejs/plugin-react';
import { defineConfig, type ProxyOptions } from 'vite';

const server = process.env.DEALBILL_SERVER;

// `/connect` itself is our page; only what it posts belongs to the server.
const postsOnly: ProxyOptions = {
  target: server,
  bypass: (request) => (request.method === 'POST' ? undefined : request.url),
};

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'dist',
    target: 'es2023',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        hashCharacters: 'base36',
        entryFileNames: 'assets/[name]-[hash:16].js',
        chunkFileNames: 'assets/[name]-[hash:16].js',
        assetFileNames: 'assets/[name]-[hash:16][extname]',
      },
    },
    // A font or icon in a data: address would need a wider content security policy.
    assetsInlineLimit: 0,
  },
  server: server
    ? { proxy: { '/api': server, '/oauth': server, '/connect/': postsOnly } }
    : undefined,
});
