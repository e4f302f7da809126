/** The engine's settings from the office's rows and the network: what asterisk/process/ needs to know. Pure but for the program's text. */
import type { Program } from '../../asterisk/program/index.ts';
import { countryCodes, type CountryCode } from '../../asterisk/process/indications.ts';
import type { EngineSettings } from '../../asterisk/process/settings.ts';
import type { NetworkObserved } from '../../office/core/observed.ts';
import type { Read } from '../../office/core/store.ts';
import { placesOf } from '../../office/features/parking/index.ts';
import { parking } from '../../office/features/parking/table.ts';
import { sites } from '../../office/features/sites/table.ts';
import { trunkLines } from '../../office/features/trunks/lines.ts';

/** Every port of this range is tried before a call has no sound, so two engines on one computer share it. */
const rtp = { first: 10_000, last: 19_999 };

/** Tables of which a change concerns the engine's files; everything else is rows that it looks up. */
export const engineTables: ReadonlySet<string> = new Set(['network', 'sites', 'parking', 'trunks']);

/** TLS has the port after that of UDP and TCP, as RFC 3261 has 5061 after 5060. */
export const tlsPort = (sipPort: number): number => sipPort + 1;

export function engineSettings(
  read: Read,
  network: NetworkObserved,
  program: Program,
  tls: { certificateFile: string; keyFile: string } | undefined,
  /** Of a carrier's name, as last looked up. */
  addressesOf: (name: string) => readonly string[] = () => [],
): EngineSettings {
  const [site] = read.all(sites).sort((a, b) => a.name.localeCompare(b.name, 'en'));
  const { address, sipPort: port } = network;
  return {
    systemName: 'office',
    // Without an address there is nothing to bind; it comes with a reload as soon as there is one.
    transports:
      address === null
        ? []
        : [
            { protocol: 'udp', address, port },
            { protocol: 'tcp', address, port },
            ...(tls ? [{ protocol: 'tls' as const, address, port: tlsPort(port) }] : []),
          ],
    ...(tls ? { tls: { certificateFile: tls.certificateFile, keyFile: tls.keyFile } } : {}),
    rtp,
    country: tonesOf(site?.country ?? 'US'),
    timezone: site?.timeZone ?? 'UTC',
    ...parkingPlaces(read),
    trunks: trunkLines(read, addressesOf),
    ...program,
  };
}

function parkingPlaces(read: Read): Pick<EngineSettings, 'parking'> {
  const lot = read.get(parking, 'parking');
  if (!lot) return {};
  const places = placesOf(lot).map(Number);
  return { parking: { first: Math.min(...places), last: Math.max(...places), seconds: lot.seconds } };
}

function tonesOf(country: string): CountryCode {
  const code = country.toLowerCase();
  return countryCodes.find((one) => one === code) ?? 'us';
}
