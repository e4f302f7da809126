/** Multiplatform firmware: see flat-profile-reader.ts. */
import { readCiscoFiles } from '../flat-profile-reader.ts';
import type { SettingsReader } from '../settings.ts';

export const readCiscoMpp: SettingsReader = (files) =>
  readCiscoFiles(files, {
    password: ['Admin_Password', 'router-configuration/Web_Login_Admin_Password'],
    srtp: (values, position) =>
      values.get('Secure_Call_Serv') === 'Yes' && values.get(`Secure_Call_Option_${position}_`) === 'Required',
  });
