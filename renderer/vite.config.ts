/**
 * The window's build, used by electron-vite and alone for pictures and component work. Nothing is inlined as a data URL,
 * because the content security policy lets fonts and scripts come from the app itself only.
 */
import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [svelte({ configFile: resolve(import.meta.dirname, '../svelte.config.js') })],
  build: {
    outDir: resolve(import.meta.dirname, '../out/renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: resolve(import.meta.dirname, 'index.html') },
  },
});
