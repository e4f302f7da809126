/** Words of the screen of sounds. */
export const sounds = {
  'sounds.choose': 'Choose a sound',
  'sounds.built-in': 'built in',
} as const;
