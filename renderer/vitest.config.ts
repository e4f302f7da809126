/** Component tests: what has logic inside a component, in jsdom with Svelte's client build. */
import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  plugins: [svelte({ configFile: resolve(import.meta.dirname, '../svelte.config.js') })],
  resolve: { conditions: ['browser'] },
  test: {
    name: 'component',
    environment: 'jsdom',
    setupFiles: ['renderer/test-setup.ts'],
    include: ['renderer/**/*.test.ts'],
  },
});
