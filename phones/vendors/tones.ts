/**
 * Call progress tones by country (ITU-T E.180 supplement 2, the same values as Asterisk's indications.conf): for phones that
 * have no list of countries and must be told each tone.
 */

export type Tone = {
  /** Hz, sounding together. */
  frequencies: readonly number[];
  /** Milliseconds on and off in turn; empty: without a break. */
  cadence: readonly number[];
};

export type ToneSet = { dial: Tone; busy: Tone; ringing: Tone; congestion: Tone };

const tone = (frequencies: readonly number[], ...cadence: readonly number[]): Tone => ({ frequencies, cadence });

const E425 = [425] as const;

// prettier-ignore
const SETS: Readonly<Record<string, ToneSet>> = {
  AT: { dial: tone([420]), busy: tone([420], 400, 400), ringing: tone([420], 1000, 5000), congestion: tone([420], 200, 200) },
  AU: { dial: tone([413, 438]), busy: tone(E425, 375, 375), ringing: tone([413, 438], 400, 200, 400, 2000), congestion: tone(E425, 375, 375) },
  BE: { dial: tone(E425), busy: tone(E425, 500, 500), ringing: tone(E425, 1000, 3000), congestion: tone(E425, 167, 167) },
  CH: { dial: tone(E425), busy: tone(E425, 500, 500), ringing: tone(E425, 1000, 4000), congestion: tone(E425, 200, 200) },
  CZ: { dial: tone(E425, 330, 330, 660, 660), busy: tone(E425, 330, 330), ringing: tone(E425, 1000, 4000), congestion: tone(E425, 165, 165) },
  DE: { dial: tone(E425), busy: tone(E425, 480, 480), ringing: tone(E425, 1000, 4000), congestion: tone(E425, 240, 240) },
  DK: { dial: tone(E425), busy: tone(E425, 500, 500), ringing: tone(E425, 1000, 4000), congestion: tone(E425, 200, 200) },
  ES: { dial: tone(E425), busy: tone(E425, 200, 200), ringing: tone(E425, 1500, 3000), congestion: tone(E425, 200, 200, 200, 200, 200, 600) },
  FI: { dial: tone(E425), busy: tone(E425, 300, 300), ringing: tone(E425, 1000, 4000), congestion: tone(E425, 200, 200) },
  FR: { dial: tone([440]), busy: tone([440], 500, 500), ringing: tone([440], 1500, 3500), congestion: tone([440], 250, 250) },
  GB: { dial: tone([350, 440]), busy: tone([400], 375, 375), ringing: tone([400, 450], 400, 200, 400, 2000), congestion: tone([400], 400, 350, 225, 525) },
  HU: { dial: tone(E425), busy: tone(E425, 300, 300), ringing: tone(E425, 1250, 3750), congestion: tone(E425, 300, 300) },
  IT: { dial: tone(E425, 200, 200, 600, 1000), busy: tone(E425, 500, 500), ringing: tone(E425, 1000, 4000), congestion: tone(E425, 200, 200) },
  NL: { dial: tone(E425), busy: tone(E425, 500, 500), ringing: tone(E425, 1000, 4000), congestion: tone(E425, 250, 250) },
  NO: { dial: tone(E425), busy: tone(E425, 500, 500), ringing: tone(E425, 1000, 4000), congestion: tone(E425, 200, 200) },
  PL: { dial: tone(E425), busy: tone(E425, 500, 500), ringing: tone(E425, 1000, 4000), congestion: tone(E425, 500, 500) },
  SE: { dial: tone(E425), busy: tone(E425, 250, 250), ringing: tone(E425, 1000, 5000), congestion: tone(E425, 250, 750) },
  SK: { dial: tone(E425, 330, 330, 660, 660), busy: tone(E425, 330, 330), ringing: tone(E425, 1000, 4000), congestion: tone(E425, 165, 165) },
  US: { dial: tone([350, 440]), busy: tone([480, 620], 500, 500), ringing: tone([440, 480], 2000, 4000), congestion: tone([480, 620], 250, 250) },
};

const SAME_AS: Readonly<Record<string, string>> = { CA: 'US', IE: 'GB', LU: 'DE', LI: 'CH', PR: 'US' };

/** `undefined`: not known here, and then the phone keeps its own. */
export function tonesOf(country: string): ToneSet | undefined {
  const code = country.toUpperCase();
  return SETS[SAME_AS[code] ?? code];
}
