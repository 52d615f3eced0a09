import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

const FRAME_STRINGS = /[\\/]locales[\\/](\w+)[\\/](?:common|shell|dialling|popup|presence|notices)\.ts$/;

/** Few files instead of hundreds: over HTTP/1.1 a browser fetches six at a time, and every round costs the way there and back. */
const GROUPS = [
  { name: 'icons', test: /[\\/]@tabler[\\/]/, minShareCount: 4 },
  { name: 'frame', test: /[\\/]node_modules[\\/](@mantine|@tanstack|@floating-ui|react|i18next)/, minShareCount: 12 },
  { name: 'shared', test: /[\\/]apps[\\/]web[\\/]src[\\/](?!locales)/, minShareCount: 14 },
  { name: (id: string) => FRAME_STRINGS.exec(id)?.[1] ?? null, test: FRAME_STRINGS, debugName: 'strings of the frame' },
];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: { conditions: ['source', ...defaultClientConditions] }, // the pages are built beside the packages, not after them
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: GROUPS } } },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
});
