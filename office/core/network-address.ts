/** Addresses typed by people. Only IPv4 for now: that is what desk phones are told. */
import { z } from 'zod';

const part = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const dotted = new RegExp(`^${part}(?:\\.${part}){3}$`);

/** Empty (automatic), or an address at which a phone can reach this computer. */
export const reachableAddress = z
  .string()
  .trim()
  .refine((text) => text === '' || dotted.test(text), 'Write an IPv4 address, for example 192.168.1.10.')
  .refine(
    (text) => !/^(?:0|127|22[4-9]|2[3-5][0-9])\./.test(text),
    'Phones cannot reach this computer at that address. Use its address in the office network, for example 192.168.1.10.',
  );

export const port = z.int().min(1).max(65535);
