import { z } from 'zod';
import { refuse, refuseField } from '../../office/core/refusal.ts';
import { id } from '../../office/core/text.ts';
import { firmwareModels, firmwareName, firmwareVersion } from '../../office/features/firmware/index.ts';
import { modelsOf, phonesFor } from '../../office/features/firmware/read.ts';
import { firmwareFiles, firmwareRollouts } from '../../office/features/firmware/table.ts';
import { phoneName, shownMac } from '../../office/features/phones/rules.ts';
import { phones } from '../../office/features/phones/table.ts';
import { modelOf, phoneVendors, vendorById } from '../../phones/vendors/index.ts';
import { action, serviceQuery } from '../action.ts';
import { canTellFirmware } from '../firmware/can-tell.ts';
import { mostBytes } from '../firmware/store.ts';

const upload = z.string().regex(/^upload-[0-9]{1,9}$/, 'This is not an upload.');
/** Base64 of three quarters of this: well below the limit of a request. */
const part = z.base64().max(700 * 1024, 'Send the file in smaller parts.');
/** What makers give their firmware; anything else is a mistake in the file dialog. */
const endings = new Set([
  'rom', 'bin', 'fw', 'ld', 'sbn', 'zip', 'z', 'img', 'tar', 'st', 'pkg', 'cop', 'upg', 'swu', 'loads', 'tgz', 'gz', 'jffs2', 'sgn', 'hex', 'dfu', 'out',
]); // prettier-ignore

const inMegabytes = (bytes: number) => Math.ceil(bytes / 1024 / 1024);
const gone = () => refuse({ kind: 'not-found', message: 'This file is no longer being sent. Choose it again.' });

export const firmwareActions = {
  /** Begins to send a firmware file from a disk or stick: then `firmware-file.add` for each part, then `firmware-file.store`. */
  'firmware-file.begin': action({
    input: z.strictObject({ bytes: z.int().min(1, 'The file is empty.'), fileName: firmwareName }),
    async run({ firmware }, { bytes, fileName }) {
      const ending = fileName.split('.').at(-1)?.toLowerCase() ?? '';
      if (!endings.has(ending))
        refuseField(
          'fileName',
          `Files that end in .${ending} are no firmware. Take the file out of its archive first.`,
        );
      if (bytes > mostBytes) refuseField('fileName', `The file has more than ${inMegabytes(mostBytes)} MB.`);
      const begun = await firmware.store.begin(bytes);
      if (begun === 'busy') refuse({ kind: 'unavailable', message: 'Another file is being added. Wait until it is there.' }); // prettier-ignore
      if (begun === 'no-room')
        refuse({ kind: 'unavailable', message: `The disk has no room for ${inMegabytes(bytes)} MB. Make room first.` });
      return { value: begun };
    },
  }),
  'firmware-file.add': action({
    input: z.strictObject({ upload, part }),
    async run({ firmware }, input) {
      const outcome = await firmware.store.add(input.upload, Buffer.from(input.part, 'base64'));
      if (outcome === 'unknown') gone();
      if (outcome === 'too-large') refuseField('fileName', 'The file has grown meanwhile. Choose it again.');
      return { value: null };
    },
  }),
  'firmware-file.drop': action({
    input: z.strictObject({ upload }),
    async run({ firmware }, input) {
      await firmware.store.drop(input.upload);
      return { value: null };
    },
  }),
  'firmware-file.store': action({
    input: z.strictObject({ upload, fileName: firmwareName, vendor: id, models: firmwareModels, version: firmwareVersion }), // prettier-ignore
    async run({ firmware, office }, { upload: one, ...input }, actor) {
      const vendor = vendorById(input.vendor) ?? refuseField('vendor', 'This maker is not known.');
      for (const model of input.models)
        if (!modelOf(vendor, model)) refuseField('models', `${vendor.name} makes no ${model} that we know.`);
        else if (!canTellFirmware(vendor, model))
          refuseField('models', `A ${model} loads no firmware that it is told by its settings. Use its own web page.`);
      const stored = (await firmware.store.finish(one)) ?? gone();
      const outcome = office.run('firmware.keep', { ...input, ...stored }, actor);
      if (!outcome.ok) {
        if (office.read.count(firmwareFiles, { sha256: stored.sha256 }) === 0) firmware.store.remove(stored.sha256);
        refuse(outcome.error);
      }
      return { value: { ...stored, ...(outcome.value as { id: string }) }, ...(outcome.entry ? { entry: outcome.entry } : {}) }; // prettier-ignore
    },
  }),
  'firmware.go-on': action({
    input: z.strictObject({ id }),
    run({ firmware }, input, actor) {
      const entry = firmware.goOn(input.id, actor);
      return { value: null, ...(entry ? { entry } : {}) };
    },
  }),
};

export const firmwareQueries = {
  'firmware.list': serviceQuery({
    input: z.strictObject({}),
    topics: ['firmware_files', 'firmware_rollouts', 'phones', 'observed:phones', 'observed:registrations'],
    run({ office, firmware }) {
      const { read } = office;
      const rollouts = read.all(firmwareRollouts).sort((a, b) => b.stepAt - a.stepAt);
      return {
        files: read
          .all(firmwareFiles)
          .sort((a, b) => b.addedAt - a.addedAt)
          .map((file) => {
            const { token: _, ...shown } = file;
            return {
              ...shown,
              vendorName: vendorById(file.vendor)?.name ?? file.vendor,
              models: modelsOf(file),
              /** Removed from the disk by somebody else. */
              isMissing: !firmware.store.has(file.sha256),
              phones: phonesFor(read, file).map((phone) => ({ id: phone.id, name: phoneName(phone), model: phone.model, shownMac: shownMac(phone.mac) })), // prettier-ignore
            };
          }),
        rollouts: rollouts.map((rollout) => ({ ...rollout, phones: firmware.progress(rollout) })),
        /** For the form of a new file: makers that have phones here come first. */
        vendors: phoneVendors.map(({ id: vendorId, name, models }) => ({
          id: vendorId,
          name,
          models: models.map(({ model }) => model),
          here: [...new Set(read.all(phones, { vendor: vendorId }).map(({ model }) => model))],
        })),
      };
    },
  }),
};
