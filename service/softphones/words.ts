/** What the pages on the office's network and the mails say. */
export const words = {
  title: 'Office phone',
  enter: 'Set up your office phone',
  enterText: 'Type the code that stands under the QR code of your invitation.',
  code: 'Code',
  go: 'Continue',
  wrong: 'No invitation has this code. It has eight letters, and it may be used, expired or withdrawn already.',
  slow: 'Too many codes were typed. Wait a minute and try again, or scan the QR code instead.',
  setUp: (app: string) => `Set up ${app}`,
  forWhom: (label: string, number: string) => `${label}, number ${number}`,
  network: 'Network',
  wifi: (wifi: string, server: string) =>
    `This device has to be in the Wi-Fi “${wifi}”, in which the phone system is at ${server}. Mobile data does not reach it.`,
  noWifi: (server: string) =>
    `This device has to be in the office’s own network, in which the phone system is at ${server}. Mobile data and guest Wi-Fi usually do not reach it.`,
  steps: 'What to do',
  open: (app: string) => `Open ${app}`,
  download: (file: string) => `Download ${file}`,
  show: 'Show the settings to type',
  others: 'Another app',
  certificate: 'The office’s certificate',
  certificateText:
    'Calls of this identity are encrypted with TLS. Apps that check the server have to trust the office’s own certificate first.',
  once: (until: string) =>
    `This link works once, until ${until}. Until then it is as good as a password: do not pass it on. The way from the phone system to this device is not encrypted, so open it only in the office’s own network.`,
  settings: 'Settings to type',
  server: 'Server',
  port: 'Port',
  user: 'User name',
  password: 'Password',
  transport: 'Transport',
  voice: 'Encrypted voice (SRTP)',
  voiceOn: 'required',
  name: 'Display name',
  again: (until: string) =>
    `The password was made for this device just now. This page opens again from this device until ${until}; then it is gone.`,
  gone: {
    used: 'This invitation was used already',
    expired: 'This invitation has expired',
    withdrawn: 'This invitation was withdrawn',
  },
  usedBy: (at: string, from: string) =>
    `It was used at ${at} from ${from}. If that was not you, tell your administrator now: somebody else has the password.`,
  askAgain: 'Ask your administrator for a new one.',
} as const;
