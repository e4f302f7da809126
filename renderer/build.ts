/**
 * The window's build, used by electron-vite and alone for pictures and component work. Nothing is inlined as a data URL,
 * because the content security policy lets fonts and scripts come from the app itself only. The folder is given, since
 * electron-vite bundles its configuration and `import.meta` would name another one.
 */
import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { UserConfig } from 'vite';

export function rendererConfig(folder: string): UserConfig {
  return {
    root: folder,
    base: './',
    plugins: [svelte({ configFile: resolve(folder, '../svelte.config.js') })],
    build: {
      outDir: resolve(folder, '../out/renderer'),
      emptyOutDir: true,
      target: 'chrome130',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: resolve(folder, 'index.html') },
    },
  };
}
