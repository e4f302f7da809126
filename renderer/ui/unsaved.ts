/** Every open form with a draft that differs from what is stored. The router asks here before a page is left. */
const drafts = new Set<() => boolean>();

export const unsaved = {
  add(isDirty: () => boolean): () => void {
    drafts.add(isDirty);
    return () => drafts.delete(isDirty);
  },
  get exist(): boolean {
    return [...drafts].some((isDirty) => isDirty());
  },
};
