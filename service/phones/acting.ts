/** What people ask of phones, put together: one phone or many, followed by what is heard of them and by the calls they have. */
import type { Device, LiveCall } from '../../office/core/observed.ts';
import { refuse } from '../../office/core/refusal.ts';
import type { LifeEvent } from '../../phones/life.ts';
import type { Mac } from '../../phones/mac.ts';
import { vendorById } from '../../phones/vendors/index.ts';
import type { Adopted } from './adopted.ts';
import { openAsking, type Asked, type AskedAction } from './asking.ts';
import type { Lives } from './lives.ts';
import { openRollouts, type Rollout, type RolloutAction } from './rollout.ts';
import type { Telling } from './telling.ts';

export interface ActingDeps {
  adopted: Adopted;
  lives: Lives;
  telling: Telling;
  hasAccount: (mac: Mac) => boolean;
  /** Calls this device for a moment, through Asterisk. */
  ring: (device: Device) => Promise<void>;
  now: () => number;
  changed: () => void;
  note: (text: string) => void;
}

export interface Acting {
  ask: (mac: Mac, action: AskedAction, text?: string) => Promise<Asked>;
  asked: (mac: Mac) => Asked[];
  askMany: (macs: readonly Mac[], action: RolloutAction) => Rollout;
  goOn: () => void;
  stop: () => void;
  readonly rollout: Rollout | undefined;
  heard: (mac: Mac, event: LifeEvent) => void;
  /** Which phones ring and speak now. */
  calls: (calls: readonly LiveCall[]) => void;
  look: () => void;
  forget: (mac: Mac) => void;
}

export function openActing(deps: ActingDeps): Acting {
  const { adopted, lives, telling, now } = deps;
  const asking = openAsking({
    tell: (mac, action) => telling.tell(mac, action),
    showText: (mac, text) => telling.identify(mac, text),
    async ring(mac) {
      const at = telling.reached(mac);
      if (!at)
        refuse({
          kind: 'unavailable',
          message: 'The phone is not connected, so it cannot ring. Look whether it has power and network.',
        });
      await deps.ring(at.device);
    },
    canShowText(mac) {
      const action = vendorById(adopted.row(mac)?.vendor ?? lives.get(mac)?.vendor ?? '')?.actions.showText;
      return action !== undefined && action.via !== 'none';
    },
    isRegistered: (mac) => lives.get(mac)?.isRegistered === true,
    hasAccount: deps.hasAccount,
    now,
    changed: deps.changed,
    ended: (asked) => rollouts.ended(asked),
  });
  const rollouts = openRollouts({
    ask: (mac, action) => asking.ask(mac, action),
    now,
    changed: deps.changed,
    note: deps.note,
  });
  let busy: ReadonlySet<string> = new Set();

  return {
    ask: (mac, action, text) => asking.ask(mac, action, text),
    asked: (mac) => asking.of(mac),
    askMany(macs, action) {
      const missing = macs.filter((mac) => !adopted.row(mac));
      if (missing.length > 0)
        refuse({
          kind: 'not-found',
          message: 'One of these phones is not in the office any more. Look at the list again.',
        });
      return (
        rollouts.start(macs, action) ??
        refuse({
          kind: 'rule',
          rule: 'rollout-under-way',
          message: 'Another change is being rolled out to many phones. Wait for its end, or stop it.',
        })
      );
    },
    goOn: () => rollouts.goOn(),
    stop: () => rollouts.stop(),
    get rollout() {
      return rollouts.now;
    },
    heard: (mac, event) => asking.heard(mac, event),
    calls(calls) {
      const states = calls.flatMap(({ ringing, talking, answeredAt }) => [
        ...ringing.map((device) => `r ${device}`),
        ...(answeredAt === null ? [] : talking.map((device) => `t ${device}`)),
      ]);
      for (const state of states) {
        if (busy.has(state)) continue;
        const mac = adopted.byDevice(state.slice(2));
        if (mac === undefined) continue;
        if (state.startsWith('r')) asking.rings(mac);
        // A call with sound both ways is the proof that a registration alone is not.
        else if (lives.get(mac)?.evidence['answered-call'] === undefined)
          lives.apply(mac, { kind: 'answered-call', at: now() });
      }
      busy = new Set(states);
    },
    look: () => asking.look(),
    forget: (mac) => asking.forget(mac),
  };
}
