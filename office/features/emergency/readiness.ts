/**
 * Whether every phone can call for help, shows a number that can be called back, and stands at a place that helpers find.
 * Nothing is ready that was not seen to be: a trunk counts as working only by a dated test.
 */
import { addressProblems } from '../../core/emergency/address.ts';
import { emergencyProfile, helpNumbers, servicesOf, type EmergencyService } from '../../core/emergency/profiles.ts';
import { formatNumber } from '../../core/phone-number.ts';
import type { Remedy } from '../../core/refusal.ts';
import type { Read, Row } from '../../core/store.ts';
import { extensionName } from '../extensions/legs.ts';
import { extensions } from '../extensions/table.ts';
import { deviceOf, identities } from '../identities/table.ts';
import { claimDevice, phoneName } from '../phones/rules.ts';
import { phoneClaims, phones } from '../phones/table.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { sites } from '../sites/table.ts';
import type { Trunk } from '../trunks/read.ts';
import {
  chainFrom,
  emergencyTrunks,
  ownNumber,
  placeAt,
  placementId,
  placeOf,
  placeWords,
  siteNumber,
  siteOfIdentity,
  type Place,
} from './read.ts';
import { emergencyAlarmPhones, emergencyLocations, emergencySettings } from './table.ts';

export interface Problem {
  code: string;
  words: string;
  remedy: Remedy;
}

/** The newest test of a trunk, as the service keeps it. */
export interface Proof {
  trunkId: string;
  at: number;
  number: string;
  result: string;
  by: string;
  /** How the trunk was connected then, as `Around.way` tells it. */
  way: string;
}

export interface PhoneReadiness {
  /** Of the row for its place: desk phone or identity. */
  id: string;
  device: string | null;
  label: string;
  who: string;
  siteId: string;
  parentId: string | null;
  place: string;
  shows: string;
  problems: Problem[];
}

export interface Readiness {
  isReady: boolean;
  problems: Problem[];
  sites: {
    id: string;
    name: string;
    country: string;
    numbers: { number: string; services: readonly EmergencyService[] }[];
    testNumber: string | null;
    shows: string;
    /** `isChanged`: since its last test, which therefore counts no more. */
    trunks: { id: string; name: string; proof: Proof | null; isChanged: boolean; isProven: boolean }[];
    source: string;
  }[];
  phones: PhoneReadiness[];
}

export interface Around {
  now: number;
  proofs: readonly Proof[];
  /** Tells how a trunk is connected, in a text that is another one when anything of it is changed. */
  way: (trunk: Trunk) => string;
  /** Addresses that are mailed, while mail is on. */
  mailed: readonly string[];
  /** By MAC: phones that turned up in another network since their place was confirmed. */
  elsewhere?: ReadonlyMap<string, { from: string; to: string }> | undefined;
}

const provenForMs = 365 * 24 * 3600_000;
const route = '/lines/emergency';

export function readiness(read: Read, { now, proofs, way, mailed, elsewhere = new Map() }: Around): Readiness {
  const newest = new Map(proofs.map((proof) => [proof.trunkId, proof]));
  const provenOf = (trunk: Trunk) => {
    const proof = newest.get(trunk.id) ?? null;
    const isChanged = proof !== null && proof.way !== way(trunk);
    const isRecent = proof !== null && now - proof.at < provenForMs;
    return { proof, isChanged, isProven: isRecent && !isChanged && proof.result === 'ANSWER' };
  };
  const siteLines = read.all(sites).map((site) => ({
    id: site.id,
    name: site.name,
    country: site.country,
    numbers: helpNumbers(site.country).map((number) => ({ number, services: servicesOf(site.country, number) })),
    testNumber: emergencyProfile(site.country)?.test ?? null,
    shows: shown(read, siteNumber(read, site.id)),
    trunks: emergencyTrunks(read, site.id).map((trunk) => ({ id: trunk.id, name: trunk.name, ...provenOf(trunk) })),
    source: emergencyProfile(site.country)?.source ?? '',
  }));
  const lines = [
    ...read.all(identities).map((identity) => phoneLine(read, identity, elsewhere)),
    ...read.all(phoneClaims).flatMap(({ id }) => nobodys(read, id, elsewhere) ?? []),
  ];
  const problems = officeProblems(read, siteLines[0]?.trunks ?? [], mailed);
  return {
    isReady: problems.length === 0 && lines.every((line) => line.problems.length === 0),
    problems,
    sites: siteLines,
    phones: lines.sort((a, b) => b.problems.length - a.problems.length || a.who.localeCompare(b.who, 'en')),
  };
}

const shown = (_read: Read, number: string): string => (number === '' ? '' : formatNumber(number));

function officeProblems(
  read: Read,
  trunks: Readiness['sites'][number]['trunks'],
  mailed: readonly string[],
): Problem[] {
  const problems: Problem[] = [];
  if (trunks.length === 0)
    problems.push({
      code: 'no-trunk',
      words: 'No line leads outside: who calls for help hears that there is no service.',
      remedy: { label: 'Add a trunk', route: '/lines/trunks' },
    });
  const unproven = trunks.filter(({ isProven }) => !isProven);
  if (unproven.length > 0)
    problems.push({
      code: 'unproven',
      words: `${unproven.map(({ name }) => name).join(', ')}: nobody has tested within a year, as it is set up now, that emergency calls get through.`,
      remedy: { label: 'Test the trunk', route: `${route}?test=${unproven[0]?.id ?? ''}` },
    });
  if (read.count(emergencyAlarmPhones) === 0 && mailed.length === 0)
    problems.push({
      code: 'no-alarm',
      words: 'Besides this window nobody in the office is told when somebody calls for help.',
      remedy: { label: 'Choose who is told', route: `${route}?edit=alarm` },
    });
  if ((read.get(emergencySettings, 'emergency')?.limitsReadAt ?? 0) === 0)
    problems.push({
      code: 'limits-unread',
      words:
        'Without power, without the line outside, or with this computer asleep, no phone can call for help. A label at the phones says so.',
      remedy: { label: 'Read the limits and print the label', route: `${route}?show=label` },
    });
  return problems;
}

type Elsewhere = NonNullable<Around['elsewhere']>;

function phoneLine(read: Read, identity: Row<typeof identities>, elsewhere: Elsewhere): PhoneReadiness {
  const extension = read.get(extensions, identity.extensionId);
  const placement = placementId(read, identity);
  const row = read.get(emergencyLocations, placement);
  const place = placeOf(read, identity);
  const siteId = siteOfIdentity(read, identity);
  const number = ownNumber(read, identity) || siteNumber(read, siteId);
  const phone = read.get(phones, placement);
  const label = phone ? phoneName(phone) : identity.label;
  const problems = [
    ...numberProblems(read, number, placement),
    ...placeProblems(read, { placement, siteId, place, phone }, elsewhere),
  ];
  return {
    id: placement,
    device: deviceOf(identity),
    label,
    who: extension ? extensionName(extension) : '',
    siteId,
    parentId: row?.parentId ?? null,
    place: placeWords(place),
    shows: shown(read, number),
    problems,
  };
}

function numberProblems(read: Read, number: string, placement: string): Problem[] {
  if (number === '')
    return [
      {
        code: 'no-number',
        words: 'There is no number under which helpers can call back.',
        remedy: { label: 'Add a number', route: '/numbers' },
      },
    ];
  if (isActive(read, number)) return [];
  return [
    {
      code: 'lost-number',
      words: `${formatNumber(number)} is not an active number of the office any more, so nobody can be called back.`,
      remedy: { label: 'Choose another number', route: `${route}?place=${placement}` },
    },
  ];
}

interface Standing {
  placement: string;
  siteId: string;
  place: Place;
  phone: Row<typeof phones> | undefined;
}

function placeProblems(read: Read, { placement, siteId, place, phone }: Standing, elsewhere: Elsewhere): Problem[] {
  const problems: Problem[] = [];
  const edit: Remedy = { label: 'Say where it is', route: `${route}?place=${placement}` };
  const [problem] = addressProblems(place);
  if (problem) {
    const site = read.get(sites, siteId)?.name ?? '';
    problems.push({
      code: 'no-address',
      words: `${site}: ${problem.message}`,
      remedy: { label: 'Write the address', route: `${route}?place=${siteId}` },
    });
  }
  const row = read.get(emergencyLocations, placement);
  if (row && row.siteId !== siteId)
    problems.push({
      code: 'moved',
      words: 'It was moved to another site since its place was written down.',
      remedy: edit,
    });
  const moved = phone && elsewhere.get(phone.mac);
  if (moved)
    problems.push({
      code: 'elsewhere',
      words: `It was seen in the network ${moved.to}, and stood in ${moved.from} when its place was confirmed.`,
      remedy: edit,
    });
  return problems;
}

const isActive = (read: Read, number: string): boolean =>
  read.all(publicNumbers, { number }).some(({ status }) => status === 'active');

/** It has a line of its own for such calls, see phones/claims.ts. */
function nobodys(read: Read, phoneId: string, elsewhere: Elsewhere): PhoneReadiness | undefined {
  const phone = read.get(phones, phoneId);
  if (!phone) return undefined;
  const chain = chainFrom(read, phone.id);
  const place = placeAt(read, phone.siteId, chain);
  const number = siteNumber(read, phone.siteId);
  return {
    id: phone.id,
    device: claimDevice(phone),
    label: phoneName(phone),
    who: '',
    siteId: phone.siteId,
    parentId: chain[0]?.parentId ?? null,
    place: placeWords(place),
    shows: shown(read, number),
    problems: [
      ...numberProblems(read, number, phone.id),
      ...placeProblems(read, { placement: phone.id, siteId: phone.siteId, place, phone }, elsewhere),
    ],
  };
}

/** For the label at a phone: short enough to be read in a hurry. */
export function labelText(read: Read, siteId: string): { numbers: string; limits: string[]; instead: string } {
  const site = read.get(sites, siteId);
  const country = site?.country ?? '';
  return {
    numbers: (emergencyProfile(country)
      ? Object.keys(emergencyProfile(country)?.numbers ?? {})
      : [...helpNumbers(country)]
    ).join('   '),
    limits: [
      'This telephone does not work without power.',
      'It does not call outside while the internet or the line outside is down.',
      'It does not work while the office’s telephone computer is off or asleep.',
    ],
    instead: 'Then call for help with a mobile.',
  };
}
