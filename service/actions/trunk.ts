import { z } from 'zod';
import { reachesHelp } from '../../office/core/emergency/reaches-help.ts';
import { toE164 } from '../../office/core/phone-number.ts';
import { found, refuse, refuseField } from '../../office/core/refusal.ts';
import { id } from '../../office/core/text.ts';
import { helpForms } from '../../office/features/sites/rules.ts';
import { siteOf } from '../../office/features/trunks/endpoint.ts';
import { trunks } from '../../office/features/trunks/table.ts';
import { action } from '../action.ts';

export const trunkActions = {
  /** Calls a number by this trunk alone, whatever the rules for outside calls say, and says what the carrier answered. */
  'trunk.test-call': action({
    input: z.strictObject({
      id,
      number: z
        .string()
        .max(60)
        .transform((text) => text.trim()),
    }),
    async run({ office, trunks: desk }, input) {
      const trunk = found(office.read.get(trunks, input.id), 'This trunk');
      if (!trunk.enabled)
        refuse({ kind: 'rule', rule: 'trunk-off', message: `${trunk.name} is switched off. Switch it on first.` });
      const help = reachesHelp(input.number, helpForms(office.read));
      if (help !== undefined)
        refuseField(
          'number',
          `${help} is an emergency number and reaches real helpers. A test never calls them: call another number here. For emergency calls there is a test of its own.`,
          { label: 'Test emergency calls', route: `/lines/emergency?test=${trunk.id}` },
        );
      const digits = input.number.replace(/[\s()./-]/g, '');
      // Short numbers, as those of a carrier's own echo test, go out as they are.
      const number = toE164(input.number, siteOf(office.read, trunk).country) ?? digits;
      if (!/^\+?[0-9*#]{2,20}$/.test(number))
        refuseField('number', 'Write a number as you would dial it, for example the echo test of your carrier.');
      return { value: await desk.testCall(trunk.id, number) };
    },
  }),
  /** Asks Asterisk and looks up names now. */
  'trunk.look': action({
    input: z.strictObject({}),
    async run({ trunks: desk }) {
      await Promise.all([desk.lookNames(), desk.qualify()]);
      await desk.ask();
      return { value: null };
    },
  }),
  /** Logs in at the carrier again now, without waiting for the next try. */
  'trunk.log-in-again': action({
    input: z.strictObject({ id }),
    async run({ office, engine }, input) {
      const trunk = found(office.read.get(trunks, input.id), 'This trunk');
      if (trunk.kind !== 'registration' || !trunk.enabled)
        refuse({ kind: 'rule', rule: 'no-login', message: `${trunk.name} does not log in anywhere.` });
      await engine.action('PJSIPRegister', { Registration: trunk.id });
      return { value: null };
    },
  }),
};
