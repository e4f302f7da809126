/** The language of the words and the region for numbers and dates; from the system until the owner chooses one. */
const system = typeof navigator === 'undefined' ? 'en' : navigator.language;

let tag = $state(system);

export const locale = {
  get tag(): string {
    return tag;
  },
  get language(): string {
    return tag.split('-')[0] ?? 'en';
  },
  set(next: string): void {
    tag = next;
    document.documentElement.lang = next;
    document.documentElement.dir = ['ar', 'fa', 'he', 'ur'].includes(next.split('-')[0] ?? '') ? 'rtl' : 'ltr';
  },
};
