/** Keys that work everywhere. Single letters do nothing while somebody types. */
import { navigation } from './navigation.ts';
import { router } from './router.svelte.ts';
import { undo } from './changes.ts';

type Handlers = { openPalette: () => void; openSheet: () => void };
type Binding = (event: KeyboardEvent) => void;

export function bindings({ openPalette, openSheet }: Handlers): Record<string, Binding> {
  const goTo = navigation.map(({ keys, to }): [string, Binding] => [keys, unlessTyping(() => router.visit(to))]);
  return {
    '$mod+k': always(openPalette),
    '?': unlessTyping(openSheet),
    'Shift+?': unlessTyping(openSheet),
    '$mod+z': unlessTyping(() => void undo()),
    ...Object.fromEntries(goTo),
  };
}

function always(run: () => void): Binding {
  return (event) => {
    event.preventDefault();
    run();
  };
}

function unlessTyping(run: () => void): Binding {
  return (event) => {
    const at = event.target;
    if (
      at instanceof HTMLElement &&
      (at.isContentEditable ||
        at.closest('input, textarea, select, [role="dialog"], [role="alertdialog"], [role="menu"]'))
    )
      return;
    event.preventDefault();
    run();
  };
}
