// How the console is built: scripts/build-web.mjs runs it. `npx vite --config web/vite.config.mjs` serves it while it is worked on.

import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, runnerImport } from 'vite';

const root = import.meta.dirname;

/** The addresses of all pages beside the build, so that the server tells one that there is from one that there is not. */
const writeAddresses = () => ({
  name: 'tuojian-addresses',
  apply: 'build',
  async generateBundle() {
    const { module } = await runnerImport(path.join(root, 'app/addresses.ts'), { configFile: false, logLevel: 'error' });
    this.emitFile({ type: 'asset', fileName: 'addresses.json', source: JSON.stringify(module.PATTERNS) });
  },
});

const COMPRESSIONS = [
  ['br', promisify(brotliCompress)],
  ['gz', promisify(gzip)],
];
/** Scripts and styles also as they go over the line, so that no answer waits for a compression (api/console.ts). */
const compressAssets = () => ({
  name: 'tuojian-compressed',
  apply: 'build',
  generateBundle: {
    order: 'post',
    async handler(_options, bundle) {
      const texts = Object.values(bundle).filter(({ fileName }) => /^assets\/.*\.(?:js|css)$/.test(fileName));
      await Promise.all(
        texts.flatMap((file) =>
          COMPRESSIONS.map(async ([ending, compress]) => {
            const source = await compress(file.type === 'chunk' ? file.code : file.source);
            this.emitFile({ type: 'asset', fileName: `${file.fileName}.${ending}`, source });
          }),
        ),
      );
    },
  },
});

export default defineConfig({
  root,
  base: '/',
  plugins: [react(), writeAddresses(), compressAssets()],
  // Replaced by api/console.ts in each answer.
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: path.join(root, '../dist/web'),
    emptyOutDir: true,
    // Browsers of the last three years; index.html tells others so.
    target: ['chrome109', 'edge109', 'firefox115', 'safari16.4'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
    manifest: 'manifest.json',
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8700' } },
});
