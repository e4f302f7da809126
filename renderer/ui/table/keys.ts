/** Where the keyboard moves the active row; undefined when the key means nothing to a list. */
export function moved(key: string, active: number, total: number, perPage: number): number | undefined {
  const to = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    Home: 0,
    End: total - 1,
    PageDown: active + perPage,
    PageUp: active - perPage,
  }[key];
  return to === undefined || total === 0 ? undefined : Math.min(total - 1, Math.max(0, to));
}
