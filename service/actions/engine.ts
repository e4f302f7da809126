import { z } from 'zod';
import { action } from '../action.ts';

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
      const calls = observed.calls.length;
      await engine.stop();
      return { value: { endedCalls: calls } };
    },
  }),
  'engine.restart': action({
    input: nothing,
    async run({ engine, observed }, _input, actor) {
      await engine.restart(`${actor.name} asked for it`);
      return { value: { state: observed.engine.state } };
    },
  }),
};
