/** Words of the numbers screens: the list, features of a number, PINs and handsets. */
export const numbers = {
  'numbers.ok': 'OK',

  'pin.card': 'PIN',
  'pin.default': 'Default PIN',
  'pin.default-hint': 'Four to eight digits. A PIN that somebody chose already stays until it is reset.',
  'pin.reset': 'Reset PIN',
  'pin.reset-title': 'Reset the PIN of {name}?',
  'pin.reset-text': 'The PIN that was chosen stops working and the default PIN opens again. A lock is taken away.',
  'pin.reset-done': 'The PIN of {name} is reset',
  'pin.reset-tell':
    'The default PIN {pin} opens again. Ask for a sign-in soon, for example to voicemail: the phone asks for a new PIN then.',
  'pin.is-default': 'Default PIN in use',
  'pin.is-custom': 'Own PIN in use',
  'pin.is-locked': 'Locked',
  'pin.custom-text':
    'A PIN of their own opens voicemail, the log-in at a handset and the phone menu. It is shown to nobody.',
  'pin.locked-text': 'Somebody typed a wrong PIN three times. Reset it to open it again.',
  'pin.default-text':
    'Opens voicemail, the log-in at a handset and the phone menu. At first use the phone asks for a new one.',
} as const;
