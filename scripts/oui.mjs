/**
 * Makes phones/discovery/oui-data.ts from the package oui-data, which is used for this alone: who bought which block of MAC
 * addresses from the IEEE (MA-L, MA-M and MA-S registries), without the postal addresses. Run it by hand after an update of
 * the package: `node scripts/oui.mjs`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { constants, deflateRawSync } from 'node:zlib';

const folder = dirname(createRequire(import.meta.url).resolve('oui-data'));
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const blocks = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));

/** "XEROX CORPORATION\nM/S 105-50C\n..." is the name and then where it lives. */
const nameOf = (entry) =>
  entry
    .split('\n')[0]
    .replace(/[\p{C}\t]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 60);

const makers = new Map();
for (const [prefix, entry] of Object.entries(blocks)) {
  if (!/^[0-9A-F]{6,9}$/.test(prefix)) throw new Error(`not a block: ${prefix}`);
  const name = nameOf(entry);
  // The registry itself owns the blocks that it sells in pieces; it has made no device.
  if (name === 'IEEE Registration Authority' || name === 'Private' || name === '') continue;
  makers.set(name, [...(makers.get(name) ?? []), prefix.toLowerCase()]);
}
const lines = [...makers]
  .map(([name, prefixes]) => [name, prefixes.sort()])
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, prefixes]) => `${name}\t${prefixes.join(' ')}`);
const count = [...makers.values()].reduce((sum, prefixes) => sum + prefixes.length, 0);
const packed = deflateRawSync(lines.join('\n'), { level: 9, memLevel: 9, strategy: constants.Z_DEFAULT_STRATEGY });

writeFileSync(
  join(import.meta.dirname, '../phones/discovery/oui-data.ts'),
  `/**
 * Makers of network ports by the first 6, 7 or 9 hex digits of the MAC: one line each, "name TAB block block ...", deflated,
 * base64. Made by scripts/oui.mjs from oui-data ${version} (public listings of the IEEE Registration Authority):
 * Copyright (c) silverwind, BSD-2-Clause:
 *
 * Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following
 * conditions are met:
 * 1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following
 *    disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
 *    disclaimer in the documentation and/or other materials provided with the distribution.
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING,
 * BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT
 * SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
 * DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING
 * NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
 */

export const blockCount = ${count};

export const packedBlocks =
  '${packed.toString('base64')}';
`,
);
process.stdout.write(`${count} blocks of ${makers.size} makers, ${packed.length} bytes packed\n`);
