import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIFE_TIMEOUTS, phoneLife, type LifeEvent, type PhoneLife } from './life.ts';

type Told = Omit<LifeEvent, 'at'> & { at?: number };

/** Each event one second after the one before, unless it says when. */
const live = (...events: Told[]): PhoneLife => {
  let life: PhoneLife | undefined;
  events.forEach((event, index) => {
    life = phoneLife(life, { at: index * 1000, ...event } as LifeEvent);
  });
  return life!;
};

const path = (...events: Told[]): string[] => {
  const states: string[] = [];
  let life: PhoneLife | undefined;
  events.forEach((event, index) => {
    life = phoneLife(life, { at: index * 1000, ...event } as LifeEvent);
    states.push(life.cause === undefined ? life.state : `${life.state}: ${life.cause}`);
  });
  return states;
};

const seen = { kind: 'seen', via: 'pnp', address: '10.0.0.9', vendor: 'snom', model: 'D785' } as const;
const adoptedAndRunning: Told[] = [
  seen,
  { kind: 'adopted' },
  { kind: 'assigned', hash: 'a' } as Told,
  { kind: 'offered', via: 'pnp' } as Told,
  { kind: 'fetched', hash: 'a' } as Told,
  { kind: 'registered' },
];

describe('life of a phone', () => {
  it('[P1] somebody else with its hardware address is shown, and forgotten when nothing more is heard of it', () => {
    const conflict = { kind: 'conflict-seen', detail: 'x', at: 10_000 } as Told;
    const looked = (at: number) => ({ kind: 'looked-at', at }) as Told;
    expect(live(...adoptedAndRunning, conflict, looked(10_000 + LIFE_TIMEOUTS.conflict - 1))).toMatchObject({
      state: 'attention',
      cause: 'conflict',
    });
    expect(live(...adoptedAndRunning, conflict, looked(10_000 + LIFE_TIMEOUTS.conflict)).state).toBe('registered');
  });

  it('[I3] a call of before is no proof for the line that it has now; a phone that is nobody’s waits with a line', () => {
    const called = [...adoptedAndRunning, { kind: 'answered-call' } as Told];
    expect(live(...called).state).toBe('in-service');
    const again = [{ kind: 'assigned', hash: 'b' }, { kind: 'fetched', hash: 'b' }, { kind: 'registered' }] as Told[];
    expect(live(...called, ...again).state).toBe('registered');
    expect(live(...called, { kind: 'unassigned', hash: 'c' } as Told, { kind: 'registered' }).state).toBe('adopted');
  });

  it('[P1] goes from the box to the first call', () => {
    expect(path({ kind: 'seen', via: 'arp' } as Told, ...adoptedAndRunning, { kind: 'answered-call' })).toEqual([
      'discovered',
      'awaiting-approval',
      'adopted',
      'assigned',
      'offered',
      'fetched',
      'registered',
      'in-service',
    ]);
  });

  it('proves each state with its evidence', () => {
    const life = live(...adoptedAndRunning);
    expect(life).toMatchObject({
      firstSeen: 0,
      lastSeen: 5000,
      since: 5000,
      address: '10.0.0.9',
      vendor: 'snom',
      model: 'D785',
      fetchedHash: 'a',
    });
    expect(life.evidence.fetched).toEqual({ kind: 'fetched', hash: 'a', at: 4000 });
  });

  it('adopted without a person shows its label and is fine', () => {
    expect(
      path(
        seen,
        { kind: 'adopted' },
        { kind: 'config-changed', hash: 'l' } as Told,
        { kind: 'fetched', hash: 'l' } as Told,
        { kind: 'looked-at', at: 9e9 },
      ),
    ).toEqual(['awaiting-approval', 'adopted', 'adopted', 'fetched', 'fetched']);
  });

  it('notices what did not happen in time', () => {
    const offered = adoptedAndRunning.slice(0, 4);
    expect(live(...offered, { kind: 'looked-at', at: 3000 + LIFE_TIMEOUTS.offered - 1 }).state).toBe('offered');
    expect(live(...offered, { kind: 'looked-at', at: 3000 + LIFE_TIMEOUTS.offered }).cause).toBe('offer-unanswered');
    const fetched = adoptedAndRunning.slice(0, 5);
    expect(live(...fetched, { kind: 'looked-at', at: 4000 + LIFE_TIMEOUTS.applying }).cause).toBe('offline');
    expect(
      path(...fetched, { kind: 'registration-failed', reason: 'wrong password' } as Told, { kind: 'registered' }).slice(
        -2,
      ),
    ).toEqual(['attention: registration-failing', 'registered']);
  });

  it('[P1] a daily fetch that brings nothing new changes nothing, and a phone that keeps its registration is not away', () => {
    const calls = [...adoptedAndRunning, { kind: 'answered-call' } as Told];
    expect(path(...calls, { kind: 'fetched', hash: 'a' } as Told).at(-1)).toBe('in-service');
    const later = { kind: 'looked-at', at: 90_000 + LIFE_TIMEOUTS.applying } as Told;
    const changed: Told[] = [
      { kind: 'config-changed', hash: 'b', at: 80_000 } as Told,
      { kind: 'fetched', hash: 'b', at: 90_000 } as Told,
    ];
    expect(path(...calls, ...changed, later).slice(-2)).toEqual(['applying', 'in-service']);
    expect(path(...calls, { kind: 'restart-sent', at: 90_000 }, later).at(-1)).toBe('in-service');
    // One that went away for it and did not come back is told.
    const gone = { kind: 'unregistered', at: 95_000 } as Told;
    expect(path(...calls, { kind: 'restart-sent', at: 90_000 }, gone, later).at(-1)).toBe('attention: offline');
  });

  it('[P1] a phone for which no file can be made says so whatever it does, until one can be made', () => {
    const impossible: Told[] = [
      { kind: 'config-changed', hash: '' } as Told,
      { kind: 'config-impossible', problem: 'this model has no TLS' } as Told,
    ];
    const states = path(...adoptedAndRunning, ...impossible, { kind: 'unregistered' }, { kind: 'registered' });
    expect(states.at(-1)).toBe('attention: config-impossible');
    expect(live(...adoptedAndRunning, ...impossible, { kind: 'config-changed', hash: 'a' } as Told).state).toBe(
      'registered',
    );
  });

  it('goes to attention when something was good, and back', () => {
    expect(path(...adoptedAndRunning, { kind: 'unregistered' }, { kind: 'registered' }).slice(-2)).toEqual([
      'attention: offline',
      'registered',
    ]);
    expect(
      path(
        ...adoptedAndRunning,
        { kind: 'config-changed', hash: 'b' } as Told,
        { kind: 'fetched', hash: 'b' } as Told,
        { kind: 'unregistered' },
        { kind: 'registered' },
      ).slice(-4),
    ).toEqual(['attention: config-outdated', 'applying', 'applying', 'registered']);
    expect(
      path(...adoptedAndRunning, { kind: 'restart-sent' }, { kind: 'unregistered' }, { kind: 'registered' }).slice(-3),
    ).toEqual(['applying', 'applying', 'registered']);
  });

  it('leaves ignored phones alone until restored', () => {
    expect(path(seen, { kind: 'ignored' }, seen, { kind: 'restored' })).toEqual([
      'awaiting-approval',
      'ignored',
      'ignored',
      'awaiting-approval',
    ]);
    expect(path(...adoptedAndRunning, { kind: 'replaced', by: 'x' } as Told, { kind: 'registered' }).slice(-2)).toEqual(
      ['replaced', 'replaced'],
    );
  });

  it('keeps its rules for any story', () => {
    const hash = fc.constantFrom('a', 'b');
    const event = fc.oneof(
      fc.constant({ kind: 'seen', via: 'pnp', vendor: 'snom', model: 'D785' }),
      fc.constant({ kind: 'seen', via: 'arp' }),
      ...(['assigned', 'unassigned', 'config-changed', 'fetched'] as const).map((kind) =>
        hash.map((value) => ({ kind, hash: value })),
      ),
      fc.constantFrom(
        ...(
          [
            'adopted',
            'offered',
            'restart-sent',
            'registered',
            'unregistered',
            'registration-failed',
            'answered-call',
            'conflict-seen',
            'ignored',
            'made-manual',
            'replaced',
            'retired',
            'restored',
            'looked-at',
          ] as const
        ).map((kind) => ({ kind })),
      ),
    );
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 30 }), (events) => {
        let life: PhoneLife | undefined;
        events.forEach((told, index) => {
          const before = life;
          life = phoneLife(life, { at: index * 60_000, ...told } as LifeEvent);
          expect((life.state === 'attention') === (life.cause !== undefined)).toBe(true);
          expect(life.since).toBeLessThanOrEqual(index * 60_000);
          if (life.state !== before?.state) expect(life.since).toBe(index * 60_000);
          if (['registered', 'in-service'].includes(life.state))
            expect(life.isRegistered && life.isAssigned).toBe(true);
          if (['offered', 'fetched', 'applying'].includes(life.state)) expect(life.isAdopted).toBe(true);
        });
      }),
      { numRuns: 2000 },
    );
  });
});
