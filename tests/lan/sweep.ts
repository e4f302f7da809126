/** What is swept, and how the names are guessed; the sweep itself is sweeper.ts, on another computer of the network. */
export const sweptSecret = 'line-secret-of-phone-';
export const sweptMac = (n: number): string => `0004130${'a'}${n.toString(16).padStart(4, '0')}`;

/** Vendors whose files are named in different ways. */
export const sweptVendors = [{ vendorId: 'snom', model: 'D785' }] as const;

/** As the makers name a phone's file. */
export const names: readonly ((mac: string) => string)[] = [
  (mac) => `snomD785-${mac.toUpperCase()}.htm`,
  (mac) => `${mac.toUpperCase()}.xml`,
  (mac) => `${mac}.cfg`,
  (mac) => `cfg${mac}.xml`,
  (mac) => `${mac}.boot`,
  (mac) => `SEP${mac.toUpperCase()}.cnf.xml`,
  (mac) => `Config${mac.toUpperCase()}.cfg`,
  (mac) => `${mac}-phone.cfg`,
];
