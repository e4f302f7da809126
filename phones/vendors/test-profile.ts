/** A phone in an office as tests of vendors write it; `bare` has no more than every phone gets. */
import type { PhoneLine, PhoneProfile } from './define.ts';

export const testLine = (line: Partial<PhoneLine> = {}): PhoneLine => ({
  position: 1,
  number: '101',
  displayName: 'Ann Novák',
  authUser: 'p7f3a2',
  secret: 'line-Secret_x9LmZ4wY1nB6cD',
  server: '10.20.0.1',
  port: 5060,
  transport: 'udp',
  srtp: false,
  voicemailNumber: '*97',
  callWaiting: true,
  ...line,
});

export const testProfile = (profile: Partial<PhoneProfile> & Pick<PhoneProfile, 'model'>): PhoneProfile => ({
  mac: '000413aabbcc',
  label: 'Reception',
  lines: [testLine()],
  keys: [
    { position: 1, kind: 'line' },
    { position: 2, kind: 'blf', number: '102', pickup: '**102', label: 'Bob' },
    { position: 3, kind: 'speed', number: '+420123456789', label: 'Post & Zoll' },
    { position: 4, kind: 'none' },
  ],
  adminPassword: 'admin-Secret-1',
  provisioningUrl: 'http://10.20.0.1:8080/token-secret-Zm9vYmFyYmF6cXV4/',
  timeZone: 'Europe/Prague',
  language: 'cs-CZ',
  ntpServer: '10.20.0.1',
  dialToneCountry: 'CZ',
  ...profile,
});

/** Everything that a profile can say, so that a vendor's test sees each field once. */
export const fullProfile = (model: string): PhoneProfile =>
  testProfile({
    model,
    lines: [
      testLine({ transport: 'tls', port: 5061, srtp: true }),
      testLine({ position: 2, number: '102', authUser: 'p7f3a3', secret: 'other-Secret-2' }),
    ],
    codecs: ['pcma', 'g722'],
    ringTone: 2,
    vlan: { id: 20, priority: 5, computerId: 10 },
    qos: { signaling: 24, media: 46 },
    phoneBookUrl: 'http://10.20.0.1:8080/book/phonebook.xml',
    firmware: { version: '9.9.9', url: 'http://10.20.0.1:8080/firmware/phone.rom' },
    syslog: { host: '10.20.0.9', port: 514 },
  });
