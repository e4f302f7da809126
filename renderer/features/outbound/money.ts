/** Amounts are ten-thousandths of the currency of the carrier's bill, which is never named. */
import { locale } from '../../i18n/locale.svelte.ts';

const unit = 10_000;

export const money = (amount: number): string =>
  new Intl.NumberFormat(locale.tag, { minimumFractionDigits: 2, maximumFractionDigits: 4 }).format(amount / unit);

/** What somebody typed, with a point or a comma; undefined when it is no amount. */
export function typedMoney(text: string): number | undefined {
  const plain = text.trim().replace(',', '.');
  return /^[0-9]{1,6}(\.[0-9]{1,4})?$/.test(plain) ? Math.round(Number(plain) * unit) : undefined;
}
