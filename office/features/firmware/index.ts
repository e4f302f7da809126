/** Firmware of phones that the office keeps itself and rolls out in steps; never fetched from the internet. */
import { z } from 'zod';
import { command, defineFeature, entity } from '../../core/feature.ts';
import { found, refuse, refuseField } from '../../core/refusal.ts';
import type { Read } from '../../core/store.ts';
import { id, line } from '../../core/text.ts';
import { phoneName } from '../phones/rules.ts';
import { phones } from '../phones/table.ts';
import { modelsOf, phonesFor, type Rollout } from './read.ts';
import { firmwareFiles, firmwareRollouts } from './table.ts';

export const firmwareVersion = z
  .string()
  .trim()
  .regex(
    /^[0-9][0-9A-Za-z]*(?:[._-][0-9A-Za-z]+){1,7}$/,
    'Write the version as the phone shows it under Status, for example 96.86.0.75.',
  );
export const firmwareName = z
  .string()
  .trim()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._~-]{0,99}$/,
    'The name of the file may have letters, digits, dots and dashes. Give it the name that the maker gave it.',
  );
export const firmwareModels = z
  .array(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._+/-]{0,39}$/, 'This model is not known.'))
  .min(1, 'Choose at least one model.')
  .max(60);

const named = (read: Read, firmwareId: string) => {
  const file = read.get(firmwareFiles, firmwareId);
  return file ? `${file.vendor} ${file.version}` : firmwareId;
};
const ofRollout = (read: Read, rolloutId: string) => {
  const rollout = read.get(firmwareRollouts, rolloutId);
  return rollout ? named(read, rollout.firmwareId) : rolloutId;
};

const stepWords = { one: 'one phone', site: 'a site', all: 'all phones' } as const;
const nextStep = { one: 'site', site: 'all', all: undefined } as const;

export const firmwareFeature = defineFeature({
  id: 'firmware',
  entities: [
    entity({ table: firmwareFiles, label: (row) => `Firmware ${row.vendor} ${row.version}`, route: () => '/firmware' }),
    entity({
      table: firmwareRollouts,
      label: (row, read) => `Rollout of ${named(read, row.firmwareId)}`,
      route: () => '/firmware',
      uses: (row) => [{ table: 'firmware_files', id: row.firmwareId }],
    }),
  ],
  commands: {
    /** Called by the service when the bytes are on the disk. */
    'firmware.keep': command({
      input: z.strictObject({
        vendor: z.string().regex(/^[a-z0-9-]{1,32}$/, 'This vendor is not known.'),
        models: firmwareModels,
        version: firmwareVersion,
        fileName: firmwareName,
        bytes: z.int().min(1),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
      words: (input) => `Keeps firmware ${input.version} for ${input.models.join(', ')}.`,
      run(tx, { models, ...input }) {
        const same = tx.all(firmwareFiles, { sha256: input.sha256 })[0];
        if (same) refuseField('path', `This file is here already, as version ${same.version}.`);
        const row = { ...input, models: [...new Set(models)].join(','), token: tx.newSecret(), addedAt: tx.now };
        return { id: tx.insert(firmwareFiles, { id: tx.newId('firmware'), ...row }).id };
      },
    }),
    'firmware.change': command({
      input: z.strictObject({ id, version: firmwareVersion.optional(), models: firmwareModels.optional() }),
      words: (input, read) => `Changed what is known of firmware ${named(read, input.id)}.`,
      run(tx, { id: firmwareId, models, version }) {
        found(tx.get(firmwareFiles, firmwareId), 'This firmware');
        tx.update(firmwareFiles, firmwareId, {
          ...(version === undefined ? {} : { version }),
          ...(models === undefined ? {} : { models: [...new Set(models)].join(',') }),
        });
      },
    }),
    'firmware.remove': command({
      input: z.strictObject({ id }),
      words: (input, read) => `Removed firmware ${named(read, input.id)}.`,
      run(tx, input) {
        for (const rollout of tx.all(firmwareRollouts, { firmwareId: input.id })) {
          if (rollout.state === 'running')
            refuse({
              kind: 'rule',
              rule: 'firmware-in-rollout',
              message: 'Phones are being given this firmware. Stop that first.',
            });
          tx.remove(firmwareRollouts, rollout.id);
        }
        tx.remove(firmwareFiles, found(tx.get(firmwareFiles, input.id), 'This firmware').id);
      },
    }),
    /** Begins with one phone. */
    'firmware.roll-out': command({
      input: z.strictObject({ firmwareId: id, phoneId: id }),
      words: (input, read) => {
        const phone = read.get(phones, input.phoneId);
        return `Began to bring firmware ${named(read, input.firmwareId)} to phones, first to ${phone ? phoneName(phone) : 'one'}.`;
      },
      run(tx, { firmwareId, phoneId }) {
        const file = found(tx.get(firmwareFiles, firmwareId), 'This firmware');
        const phone = found(tx.get(phones, phoneId), 'This phone');
        if (!phonesFor(tx, file).some((one) => one.id === phone.id))
          refuseField('phoneId', `This firmware is for ${modelsOf(file).join(', ')}, not for a ${phone.model}.`);
        for (const other of tx.all(firmwareRollouts)) refuseOverlap(tx, other, file);
        const row = { firmwareId, phoneId, siteId: phone.siteId, stepAt: tx.now };
        return { id: tx.insert(firmwareRollouts, { id: tx.newId('rollout'), ...row }).id };
      },
    }),
    /** The service asks first whether the phones of the step before run the new version. */
    'firmware.widen': command({
      input: z.strictObject({ id }),
      words: (input, read) => {
        const rollout = read.get(firmwareRollouts, input.id);
        const to = rollout && nextStep[rollout.step];
        return `Goes on with firmware ${ofRollout(read, input.id)}: ${to ? stepWords[to] : 'finished'}.`;
      },
      run(tx, input) {
        const rollout = found(tx.get(firmwareRollouts, input.id), 'This rollout');
        if (rollout.state !== 'running')
          refuse({ kind: 'rule', rule: 'rollout-over', message: 'This rollout does not run. Begin again with one phone.' }); // prettier-ignore
        const step = nextStep[rollout.step];
        tx.update(firmwareRollouts, rollout.id, step ? { step, stepAt: tx.now } : { state: 'done' });
      },
    }),
    'firmware.stop': command({
      input: z.strictObject({ id, problem: line(300, 'The reason').default('') }),
      words: (input, read) =>
        `Stopped firmware ${ofRollout(read, input.id)}${input.problem === '' ? '' : `: ${input.problem}`}.`,
      run(tx, input) {
        const rollout = found(tx.get(firmwareRollouts, input.id), 'This rollout');
        tx.update(firmwareRollouts, rollout.id, { state: 'stopped', problem: input.problem });
      },
    }),
    /** Off the list; phones keep what they have. */
    'firmware.forget': command({
      input: z.strictObject({ id }),
      words: (input, read) => `Ended the rollout of firmware ${ofRollout(read, input.id)}.`,
      run: (tx, input) => tx.remove(firmwareRollouts, found(tx.get(firmwareRollouts, input.id), 'This rollout').id),
    }),
  },
});

/** Two at once would tell the same phone two things. */
function refuseOverlap(read: Read, other: Rollout, file: { vendor: string; models: string; id: string }): void {
  const theirs = read.get(firmwareFiles, other.firmwareId);
  if (!theirs || theirs.vendor !== file.vendor || other.state !== 'running') return;
  const shared = modelsOf(theirs).find((model) => modelsOf(file).includes(model));
  if (shared === undefined) return;
  refuse({
    kind: 'rule',
    rule: 'rollout-runs',
    message: `Phones ${shared} are being given ${theirs.version} already. Stop that first.`,
  });
}
