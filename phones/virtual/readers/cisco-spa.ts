/** SPA firmware: see flat-profile-reader.ts. Encryption is one switch for all lines. */
import { readCiscoFiles } from '../flat-profile-reader.ts';
import type { SettingsReader } from '../settings.ts';

export const readCiscoSpa: SettingsReader = (files) =>
  readCiscoFiles(files, {
    password: ['Admin_Passwd', 'router-configuration/Web_Login_Admin_Password'],
    srtp: (values) => values.get('Secure_Call_Setting') === 'Yes' && values.get('SRTP_Method') === 's-descriptor',
  });
