/**
 * What giving a phone to somebody does, said before it is done (spec P2): what stops working, what starts, what stays. The
 * five cases are a free or used phone, to nobody or to somebody with or without a phone.
 */
import { t } from '../../i18n/index.svelte.ts';
import { choiceName, phoneTitle, whose, type Phone, type PhoneChoice } from './state.ts';

export type Consequences = { stops: string[]; starts: string[]; stays: string[] };

/** `claimCode`: given to nobody, and what makes it somebody's when dialled on it; the office can choose another one. */
export function consequences(phone: Phone, to: PhoneChoice | { claimCode: string }): Consequences {
  const choice = 'claimCode' in to ? undefined : to;
  const name = phoneTitle(phone);
  const isUsed = phone.identityId !== null;
  const stops: string[] = [];
  const starts: string[] = [];
  const stays: string[] = [];
  if (isUsed) {
    stops.push(t('phone.stop-unassigned', { phone: name, person: whose(phone) }));
    stops.push(t('phone.stop-person-without', { person: whose(phone) }));
    stays.push(t('phone.stay-person', { person: whose(phone) }));
  }
  if (choice?.phone && choice.phone.id !== phone.id)
    stops.push(t('phone.stop-other', { other: choice.phone.name, person: choiceName(choice) }));
  if (choice?.line) stops.push(t('phone.stop-line', { phone: choice.line.phone, n: choice.line.position, person: choiceName(choice) })); // prettier-ignore
  if (choice) starts.push(t('phone.start-rings', { phone: name, person: choiceName(choice) }));
  if ('claimCode' in to && phone.adopted) starts.push(t('phone.start-label', { phone: name, code: to.claimCode }));
  if (choice || isUsed) starts.push(t('phone.start-password'));
  if (stops.length > 0) stays.push(t('phone.stop-calls'));
  if (choice) stays.push(t('phone.stay-place'));
  return { stops, starts, stays };
}
