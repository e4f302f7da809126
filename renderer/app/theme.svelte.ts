/** Light, dark or as the system. Colours follow color-scheme in CSS, so this only remembers and sets one attribute. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'theme';
const order: readonly Theme[] = ['system', 'light', 'dark'];
const stored = window.localStorage.getItem(KEY);

let chosen = $state<Theme>(order.find((theme) => theme === stored) ?? 'system');

function show(): void {
  if (chosen === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
}

show();

export const theme = {
  get chosen(): Theme {
    return chosen;
  },
  next(): void {
    chosen = order[(order.indexOf(chosen) + 1) % order.length] ?? 'system';
    window.localStorage.setItem(KEY, chosen);
    show();
  },
};
