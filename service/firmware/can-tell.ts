/**
 * Whether phones of a model can be told firmware by their settings: then their file says something else when there is some.
 * Asked of the renderer itself, so that no list beside it can go wrong.
 */
import { CannotRender, type PhoneProfile, type PhoneVendor } from '../../phones/vendors/define.ts';

const bare = (vendor: PhoneVendor, model: string): PhoneProfile => ({
  mac: `${(vendor.oui[0] ?? '000000').slice(0, 6)}000001`,
  vendorId: vendor.id,
  model,
  label: '',
  lines: [],
  keys: [],
  adminPassword: 'aPasswordOfNobody1',
  provisioningUrl: 'http://192.0.2.1:8480/token/',
  timeZone: 'Europe/Berlin',
  language: 'en',
  ntpServer: '192.0.2.1',
  dialToneCountry: 'DE',
});

export function canTellFirmware(vendor: PhoneVendor, model: string): boolean {
  const profile = bare(vendor, model);
  const firmware = { version: '1.2.3.4', url: 'http://192.0.2.1:8480/firmware/token/firmware.bin' };
  const texts = (one: PhoneProfile) => vendor.render(one).map(({ path, text }) => `${path}\n${text}`).join('\n'); // prettier-ignore
  try {
    return texts(profile) !== texts({ ...profile, firmware });
  } catch (error) {
    if (error instanceof CannotRender) return false;
    throw error;
  }
}
