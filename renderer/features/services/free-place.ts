/** The first two digits from 01 on that are not taken, as the form suggests them; 00 is the last. */
export function freePlace(taken: readonly string[]): string {
  const places = Array.from({ length: 100 }, (_, index) => String((index + 1) % 100).padStart(2, '0'));
  return places.find((place) => !taken.includes(place)) ?? '';
}
