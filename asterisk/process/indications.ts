/**
 * Call progress tones by country, in the notation of indications.conf (frequency/milliseconds, `!` = once), from ITU-T
 * E.180 Supplement 2 as Asterisk's sample file has them. A caller hears them from the engine only where no phone makes
 * its own: inside queues, after transfers, from the outside.
 */
import { section } from './conf.ts';

interface Tones {
  ring: string;
  cadence: string;
  dial: string;
  busy: string;
  congestion: string;
  waiting: string;
  info: string;
}

const info = '!950/330,!1400/330,!1800/330,0';

const countries = {
  at: {
    ring: '420/1000,0/5000',
    cadence: '1000,5000',
    dial: '420',
    busy: '420/400,0/400',
    congestion: '420/200,0/200',
    waiting: '420/40,0/1960',
    info,
  },
  au: {
    ring: '413+438/400,0/200,413+438/400,0/2000',
    cadence: '400,200,400,2000',
    dial: '413+438',
    busy: '425/375,0/375',
    congestion: '425/375,0/375,420/375,0/375',
    waiting: '425/200,0/200,425/200,0/4400',
    info: '425/2500,0/500',
  },
  be: {
    ring: '425/1000,0/3000',
    cadence: '1000,3000',
    dial: '425',
    busy: '425/500,0/500',
    congestion: '425/167,0/167',
    waiting: '1400/175,0/175,1400/175,0/3500',
    info,
  },
  ch: {
    ring: '425/1000,0/4000',
    cadence: '1000,4000',
    dial: '425',
    busy: '425/500,0/500',
    congestion: '425/200,0/200',
    waiting: '425/200,0/200,425/200,0/4000',
    info,
  },
  cz: {
    ring: '425/1000,0/4000',
    cadence: '1000,4000',
    dial: '425/330,0/330,425/660,0/660',
    busy: '425/330,0/330',
    congestion: '425/165,0/165',
    waiting: '425/330,0/9000',
    info,
  },
  de: {
    ring: '425/1000,0/4000',
    cadence: '1000,4000',
    dial: '425',
    busy: '425/480,0/480',
    congestion: '425/240,0/240',
    waiting: '!425/200,!0/200,!425/200,!0/5000',
    info,
  },
  es: {
    ring: '425/1500,0/3000',
    cadence: '1500,3000',
    dial: '425',
    busy: '425/200,0/200',
    congestion: '425/200,0/200,425/200,0/200,425/200,0/600',
    waiting: '425/175,0/175,425/175,0/3500',
    info,
  },
  fr: {
    ring: '440/1500,0/3500',
    cadence: '1500,3500',
    dial: '440',
    busy: '440/500,0/500',
    congestion: '440/250,0/250',
    waiting: '440/300,0/10000',
    info,
  },
  gb: {
    ring: '400+450/400,0/200,400+450/400,0/2000',
    cadence: '400,200,400,2000',
    dial: '350+440',
    busy: '400/375,0/375',
    congestion: '400/400,0/350,400/225,0/525',
    waiting: '400/100,0/4000',
    info,
  },
  it: {
    ring: '425/1000,0/4000',
    cadence: '1000,4000',
    dial: '425/200,0/200,425/600,0/1000',
    busy: '425/500,0/500',
    congestion: '425/200,0/200',
    waiting: '425/400,0/100,425/250,0/100,425/150,0/14000',
    info,
  },
  nl: {
    ring: '425/1000,0/4000',
    cadence: '1000,4000',
    dial: '425',
    busy: '425/500,0/500',
    congestion: '425/250,0/250',
    waiting: '425/500,0/9500',
    info,
  },
  nz: {
    ring: '400+450/400,0/200,400+450/400,0/2000',
    cadence: '400,200,400,2000',
    dial: '400',
    busy: '400/250,0/250',
    congestion: '400/375,0/375',
    waiting: '!400/200,!0/3000,!400/200,!0/3000,!400/200,!0/3000,!400/200',
    info: '400/750,0/100,400/750,0/100,400/750,0/100,400/750,0/400',
  },
  pl: {
    ring: '425/1000,0/4000',
    cadence: '1000,4000',
    dial: '425',
    busy: '425/500,0/500',
    congestion: '425/500,0/500',
    waiting: '425/150,0/150,425/150,0/4000',
    info,
  },
  se: {
    ring: '425/1000,0/5000',
    cadence: '1000,5000',
    dial: '425',
    busy: '425/250,0/250',
    congestion: '425/250,0/750',
    waiting: '425/200,0/500,425/200,0/9100',
    info,
  },
  us: {
    ring: '440+480/2000,0/4000',
    cadence: '2000,4000',
    dial: '350+440',
    busy: '480+620/500,0/500',
    congestion: '480+620/250,0/250',
    waiting: '440/300,0/10000',
    info,
  },
} satisfies Record<string, Tones>;

export type CountryCode = keyof typeof countries;
// Object.keys of a literal that nobody else can extend.
export const countryCodes = Object.keys(countries) as CountryCode[];

export function indicationsConf(country: CountryCode): string {
  const tones: Tones = countries[country];
  const tone = firstFrequency(tones.dial);
  const stuttered = `!${tone}/100,!0/100,!${tone}/100,!0/100,${tones.dial}`;
  return (
    section('general', [['country', country]]) +
    section(country, [
      ['description', country],
      ['ringcadence', tones.cadence],
      ['dial', tones.dial],
      ['busy', tones.busy],
      ['ring', tones.ring],
      ['congestion', tones.congestion],
      ['callwaiting', tones.waiting],
      ['dialrecall', stuttered],
      ['record', '1400/500,0/15000'],
      ['info', tones.info],
      ['stutter', stuttered],
    ])
  );
}

/** The frequency of a dial tone that may have a rhythm of its own. */
const firstFrequency = (dial: string): string => dial.split(/[/,]/)[0] ?? dial;
