/** Words of the plain configuration: the office as files that a stock Asterisk runs. */
export const plain = {
  'plain.lead':
    'Everything in this office as plain Asterisk configuration. Take it whenever you like: a stock Asterisk runs it without Switchroom.',
  'plain.export': 'Write the files',
  'plain.exported': 'Written: {n} files',
  'plain.where': 'Folder of the files',
  'plain.secret': 'The written files hold the passwords of phones and mailboxes. On this screen they are covered.',
  'plain.files': 'Files',
  'plain.failed': 'The files cannot be shown: {why}',
  'plain.as-dialplan': 'As dialplan',
  'plain.copy': 'the dialplan',
} as const;
