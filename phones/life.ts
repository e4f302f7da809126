/**
 * The life of a phone as a pure function of what was seen and decided. Every state rests on evidence with a time, and
 * "sent" is never "done": only a fetch proves that a file was taken, only a registration that it worked.
 *
 *   discovered -> identified -> awaiting-approval -> adopted -> assigned -> offered -> fetched -> applying
 *     -> registered -> in-service            attention (with a cause) from any state after adoption, and back
 *   aside: manual, ignored, replaced, retired
 */

export type LifeState =
  | 'discovered'
  | 'identified'
  | 'awaiting-approval'
  /** Adopted, but nobody's yet: it shows its label and has no account. */
  | 'adopted'
  | 'assigned'
  | 'offered'
  | 'fetched'
  | 'applying'
  | 'registered'
  | 'in-service'
  | 'attention'
  | 'manual'
  | 'ignored'
  | 'replaced'
  | 'retired';

export type LifeCause =
  | 'unsupported'
  | 'offer-unanswered'
  | 'offline'
  | 'registration-failing'
  | 'config-outdated'
  | 'config-impossible'
  | 'firmware-needed'
  | 'conflict'
  | 'wrong-admin-password';

type Seen = { address?: string; vendor?: string; model?: string; firmware?: string };

/** Past tense: what happened. `at` is milliseconds since 1970; the reducer has no clock. */
export type LifeEvent = { at: number } & (
  | ({ kind: 'seen'; via: 'pnp' | 'http' | 'sip' | 'mdns' | 'arp' | 'registration'; isSupported?: boolean } & Seen)
  | { kind: 'adopted' }
  | { kind: 'assigned'; hash: string }
  | { kind: 'unassigned'; hash: string }
  /** The file that the phone should have has changed. */
  | { kind: 'config-changed'; hash: string }
  | { kind: 'config-impossible'; problem: string }
  | { kind: 'offered'; via: 'pnp' | 'notify' | 'dhcp' | 'by-hand' }
  | ({ kind: 'fetched'; hash: string } & Seen)
  | { kind: 'restart-sent' }
  | ({ kind: 'registered' } & Seen)
  | { kind: 'unregistered' }
  | { kind: 'registration-failed'; reason: string }
  | { kind: 'answered-call' }
  | { kind: 'conflict-seen'; detail: string }
  /** It asked, and was told nothing, because nobody could say that it is this phone. */
  | { kind: 'offer-withheld'; detail: string }
  | { kind: 'firmware-needed'; detail: string }
  | { kind: 'admin-password-refused' }
  | { kind: 'made-manual' }
  | { kind: 'ignored' }
  | { kind: 'replaced'; by: string }
  | { kind: 'retired' }
  | { kind: 'restored' }
  /** Time passed; finds what did not happen in time. */
  | { kind: 'looked-at' }
);

export type PhoneLife = {
  state: LifeState;
  /** Set exactly when `state` is `attention`. */
  cause?: LifeCause | undefined;
  since: number;
  firstSeen: number;
  lastSeen: number;
  address?: string;
  vendor?: string;
  model?: string;
  firmware?: string;
  isAdopted: boolean;
  isAssigned: boolean;
  isRegistered: boolean;
  /** Hash of the file it should have, and of the one it took last. */
  wantedHash?: string;
  fetchedHash?: string;
  /** The latest event of each kind: what the state rests on. */
  evidence: Readonly<Partial<Record<LifeEvent['kind'], LifeEvent>>>;
};

/**
 * An offered URL is fetched within seconds by a phone that heard it; a restart takes up to two and a half minutes. Somebody
 * else who gave a phone's hardware address and has been silent for so long is gone.
 */
export const LIFE_TIMEOUTS = { offered: 90_000, applying: 150_000, conflict: 600_000 };

const ASIDE: readonly LifeState[] = ['manual', 'ignored', 'replaced', 'retired'];

export const firstSight = (at: number): PhoneLife => ({
  state: 'discovered',
  since: at,
  firstSeen: at,
  lastSeen: at,
  isAdopted: false,
  isAssigned: false,
  isRegistered: false,
  evidence: {},
});

function to(life: PhoneLife, at: number, state: LifeState, cause?: LifeCause): PhoneLife {
  return life.state === state && life.cause === cause ? life : { ...life, state, since: at, cause };
}

function noting(life: PhoneLife, event: LifeEvent): PhoneLife {
  const seen: Seen =
    'address' in event || event.kind === 'seen' || event.kind === 'fetched' || event.kind === 'registered' ? event : {};
  const isSign =
    event.kind === 'seen' || event.kind === 'fetched' || event.kind === 'registered' || event.kind === 'answered-call';
  return {
    ...life,
    ...(isSign ? { lastSeen: Math.max(life.lastSeen, event.at) } : {}),
    ...(seen.address === undefined ? {} : { address: seen.address }),
    ...(seen.vendor === undefined ? {} : { vendor: seen.vendor }),
    ...(seen.model === undefined ? {} : { model: seen.model }),
    ...(seen.firmware === undefined ? {} : { firmware: seen.firmware }),
    evidence: { ...life.evidence, [event.kind]: event },
  };
}

/** A call of before says nothing about the line that it has now. */
function withoutProof(life: PhoneLife): PhoneLife {
  const { 'answered-call': _call, ...evidence } = life.evidence;
  return { ...life, evidence };
}

/** Where a phone stands by what is known of it, when nothing special holds it. */
function settled(life: PhoneLife, at: number): PhoneLife {
  if (!life.isAdopted) return to(life, at, life.vendor === undefined ? 'discovered' : 'awaiting-approval');
  // There is no file that it could have; what it does meanwhile does not change that.
  if (life.wantedHash === '' && life.evidence['config-impossible'])
    return to(life, at, 'attention', 'config-impossible');
  if (life.isRegistered && life.isAssigned) {
    if (life.wantedHash !== undefined && life.fetchedHash !== undefined && life.wantedHash !== life.fetchedHash) {
      return to(life, at, 'attention', 'config-outdated');
    }
    return to(life, at, life.evidence['answered-call'] === undefined ? 'registered' : 'in-service');
  }
  // It waits with its own line for somebody who makes it theirs.
  if (life.isRegistered) return to(life, at, 'adopted');
  if (life.fetchedHash !== undefined && life.fetchedHash === life.wantedHash) return to(life, at, 'fetched');
  return to(life, at, life.isAssigned ? 'assigned' : 'adopted');
}

function late(life: PhoneLife, at: number): PhoneLife {
  if (life.cause === 'conflict' && at - (life.evidence['conflict-seen']?.at ?? 0) >= LIFE_TIMEOUTS.conflict)
    return settled(life, at);
  if (life.state === 'offered' && at - life.since >= LIFE_TIMEOUTS.offered)
    return to(life, at, 'attention', 'offer-unanswered');
  const isWaiting = life.state === 'applying' || (life.state === 'fetched' && life.isAssigned);
  if (isWaiting && at - life.since >= LIFE_TIMEOUTS.applying) {
    // Many phones take new settings without a restart, and keep their registration.
    if (life.isRegistered) return settled(life, at);
    return to(
      life,
      at,
      'attention',
      life.evidence['registration-failed'] === undefined ? 'offline' : 'registration-failing',
    );
  }
  return life;
}

export function phoneLife(previous: PhoneLife | undefined, event: LifeEvent): PhoneLife {
  const life = noting(previous ?? firstSight(event.at), event);
  const { at } = event;
  if (
    ASIDE.includes(life.state) &&
    !['restored', 'retired', 'replaced', 'ignored', 'made-manual', 'adopted'].includes(event.kind)
  ) {
    return life;
  }
  switch (event.kind) {
    case 'seen': {
      if (event.isSupported === false) return life.isAdopted ? life : to(life, at, 'attention', 'unsupported');
      if (life.isAdopted) return life;
      // A model named is an identity; with it the phone can be shown under New.
      return to(
        life,
        at,
        life.vendor === undefined ? 'discovered' : life.model === undefined ? 'identified' : 'awaiting-approval',
      );
    }
    case 'adopted':
      return settled({ ...life, isAdopted: true }, at);
    case 'assigned':
      return to(
        { ...withoutProof(life), isAdopted: true, isAssigned: true, isRegistered: false, wantedHash: event.hash },
        at,
        'assigned',
      );
    case 'unassigned':
      return to({ ...life, isAssigned: false, isRegistered: false, wantedHash: event.hash }, at, 'adopted');
    case 'config-changed':
      return settled({ ...life, wantedHash: event.hash }, at);
    case 'config-impossible':
      return to(life, at, 'attention', 'config-impossible');
    case 'offered':
      return life.isAdopted ? to(life, at, 'offered') : life;
    case 'fetched': {
      const fetched = { ...life, fetchedHash: event.hash };
      if (!life.isAdopted) return fetched;
      if (!life.isRegistered || life.wantedHash !== event.hash) return to(fetched, at, 'fetched');
      // Most makers' phones ask every day: what it has already gives it nothing to do.
      return life.fetchedHash === event.hash ? settled(fetched, at) : to(fetched, at, 'applying');
    }
    case 'restart-sent':
      return life.isAdopted ? to(life, at, 'applying') : life;
    case 'registered':
      return settled({ ...life, isRegistered: true }, at);
    case 'unregistered': {
      const gone = { ...life, isRegistered: false };
      // While it applies new settings, silence is what we asked for.
      return life.state === 'applying' || life.state === 'fetched' || !life.isAssigned
        ? gone
        : to(gone, at, 'attention', 'offline');
    }
    case 'registration-failed':
      return life.isAssigned && !life.isRegistered ? to(life, at, 'attention', 'registration-failing') : life;
    case 'answered-call':
      return life.isRegistered ? settled(life, at) : life;
    case 'offer-withheld':
      // One that works may be somebody else's claim, and has its settings.
      return life.isAdopted && !life.isRegistered ? to(life, at, 'attention', 'offer-unanswered') : life;
    case 'conflict-seen':
      return to(life, at, 'attention', 'conflict');
    case 'firmware-needed':
      return to(life, at, 'attention', 'firmware-needed');
    case 'admin-password-refused':
      return to(life, at, 'attention', 'wrong-admin-password');
    case 'made-manual':
      return to(life, at, 'manual');
    case 'ignored':
      return to(life, at, 'ignored');
    case 'replaced':
      return to({ ...life, isAssigned: false, isRegistered: false }, at, 'replaced');
    case 'retired':
      return to({ ...life, isAssigned: false, isRegistered: false }, at, 'retired');
    case 'restored':
      return settled(life, at);
    case 'looked-at':
      return late(life, at);
  }
}
