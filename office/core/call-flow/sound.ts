/**
 * A sound as a call hears it: one of the office's files or a prompt that comes with the engine. The dialplan gets a path
 * of generated parts only; how long it lasts is known, so that the simulator's clock goes on while it plays.
 */
export interface Sound {
  /** Id of the row, or `prompt:<name>`. */
  id: string;
  label: string;
  milliseconds: number;
  /** For Asterisk: evaluated there, because the folder of the data is not known here. */
  path: string;
}

/** From the engine's spool folder to that of the office's sounds, see asterisk/process/paths.ts and service/sounds. */
export const officeSoundPath = (file: string): string => `\${ASTSPOOLDIR}/../../sounds/${file}`;

/** The same for a stock Asterisk: the files are copied to `switchroom` in its spool folder. */
export const plainSoundPath = ({ path }: Sound): string => path.replace('/../../sounds/', '/switchroom/');

export const seconds = (sound: Sound): number => sound.milliseconds / 1000;

/** A call that is answered so that it can be spoken to hears nothing for this long: the way for its sound is opened. */
export const speakPause = 0.25;
