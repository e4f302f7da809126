import { z } from 'zod';
import { refuse } from '../../office/core/refusal.ts';
import { action } from '../action.ts';
import type { EngineKeeper } from '../engine/keeper.ts';

const nothing = z.strictObject({});

export const engineActions = {
  'engine.start': action({
    input: nothing,
    async run({ engine, observed }) {
      await engine.start();
      return { value: { state: observed.engine.state } };
    },
  }),
  /** Ends all calls; how many are up is asked for first by whoever shows this. */
  'engine.stop': action({
    input: nothing,
    async run({ engine, observed }) {
      await refuseInEmergency(engine);
      const calls = observed.calls.length;
      await engine.stop();
      return { value: { endedCalls: calls } };
    },
  }),
  'engine.restart': action({
    input: nothing,
    async run({ engine, observed }, _input, actor) {
      await refuseInEmergency(engine);
      await engine.restart(`${actor.name} asked for it`);
      return { value: { state: observed.engine.state } };
    },
  }),
};

/** Nothing that ends calls happens while somebody calls for help. */
async function refuseInEmergency(keeper: EngineKeeper): Promise<void> {
  if (((await keeper.engine?.emergencyCalls()) ?? 0) === 0) return;
  refuse({
    kind: 'unavailable',
    message: 'Somebody is calling for help right now. Wait until that call has ended.',
  });
}
