/**
 * Which MAC addresses practice phones have: locally administered ones (IEEE 802 section 8.4, bit 2 of the first byte), that
 * no maker may give to a device, with "PRA" after them. So the address alone says that a phone is no real one.
 */
export const practicePrefix = '02505241';

export const isPracticeMac = (mac: string): boolean => mac.startsWith(practicePrefix);

export const practiceMac = (n: number): string => practicePrefix + n.toString(16).padStart(4, '0');

/** "Snom D785": makers are stored by their id. */
export const deviceWords = ({ vendor, model }: { vendor: string; model: string }): string =>
  `${vendor.charAt(0).toUpperCase()}${vendor.slice(1)} ${model}`;
