/** What somebody chose to do later on this computer. What is done is never kept here: the office itself shows that. */
export type Step = 'place' | 'address' | 'people' | 'phones' | 'test';
type Kept = { isHidden: boolean; later: Step[]; agreed: Step[] };

const KEY = 'switchroom.start';

function read(storage: Storage): Kept {
  const empty: Kept = { isHidden: false, later: [], agreed: [] };
  try {
    return { ...empty, ...(JSON.parse(storage.getItem(KEY) ?? '{}') as Partial<Kept>) };
  } catch {
    return empty; // somebody else's text under our name: the start is simply shown again
  }
}

const without = (steps: readonly Step[], step: Step): Step[] => steps.filter((one) => one !== step);

export function createStart(storage: Storage) {
  let kept = $state<Kept>(read(storage));
  function keep(next: Kept): void {
    kept = next;
    storage.setItem(KEY, JSON.stringify(next));
  }
  return {
    get isHidden(): boolean {
      return kept.isHidden;
    },
    isLater: (step: Step): boolean => kept.later.includes(step),
    isAgreed: (step: Step): boolean => kept.agreed.includes(step),
    hide: (isHidden: boolean): void => keep({ ...kept, isHidden }),
    later: (step: Step): void => keep({ ...kept, later: [...without(kept.later, step), step] }),
    agree: (step: Step): void =>
      keep({ ...kept, agreed: [...without(kept.agreed, step), step], later: without(kept.later, step) }),
  };
}
