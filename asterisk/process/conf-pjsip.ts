/**
 * pjsip.conf: global settings and one transport per address, port and protocol. Endpoints are not here but in
 * the runtime database; of trunks only where they are reached. A transport's name is made from its address, because Asterisk adds a new transport on reload at
 * once but loses the calls' signalling when an existing one is bound elsewhere.
 */
import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { ConfError, section, type ConfEntry } from './conf.ts';
import { trunkAors } from './conf-trunks.ts';
import type { EngineSettings, TransportSettings } from './settings.ts';

export function transportName(transport: TransportSettings): string {
  const { protocol, address, port } = transport;
  if (isIP(address) === 4) return `${protocol}-${address.replaceAll('.', '-')}-${port}`;
  return `${protocol}-v6-${createHash('sha256').update(address).digest('hex').slice(0, 12)}-${port}`;
}

export function pjsipConf(settings: EngineSettings): string {
  return (
    section('global', [
      ['type', 'global'],
      ['user_agent', 'Switchroom'],
      ['default_realm', 'switchroom'],
      // By user name first: an address would match all that come from it, so a phone beside a gateway on one address
      // would be taken for the gateway. Endpoint ids are generated, no caller's number equals one. Nobody is anonymous:
      // an unknown sender is challenged with an account that does not exist. Gateways that log in here write the caller's
      // number in From: they are known by the name in their credentials.
      ['endpoint_identifier_order', 'username,ip,auth_username'],
      // What a scanner may try before it is reported in the security log.
      ['unidentified_request_count', 3],
      ['unidentified_request_period', 5],
      ['unidentified_request_prune_interval', 30],
      // Keeps TCP and TLS connections of phones open through firewalls.
      ['keep_alive_interval', 30],
      // Overload refuses new requests only when SIP itself is behind, not when some other queue is.
      ['taskprocessor_overload_trigger', 'pjsip_only'],
    ]) +
    section('system', [
      ['type', 'system'],
      // A carrier that says nothing at all, not even 100 Trying, is given up after 8 s instead of 32 (RFC 3261 section
      // 17.1.1.2, timer B): a call for help goes on to the next trunk. One that says it tries is waited for.
      ['timer_t1', 125],
      ['timer_b', 8000],
    ]) +
    settings.transports.map((transport) => transportSection(transport, settings)).join('') +
    trunkAors(settings) +
    (settings.extra?.['pjsip.conf'] ?? '')
  );
}

function transportSection(transport: TransportSettings, settings: EngineSettings): string {
  const { protocol, address, port } = transport;
  const family = isIP(address);
  if (family === 0 || address.includes('%')) throw new ConfError(`"${address}" is not an IP address of a transport`);
  if (/^[0.:]+$/.test(address))
    throw new ConfError(`${address} would take the port from the phone finder: name the addresses`);
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new ConfError(`${port} is not a port`);
  if (protocol === 'tls' && !settings.tls) throw new ConfError('A TLS transport needs a certificate and a key');
  return section(transportName(transport), [
    ['type', 'transport'],
    ['protocol', protocol],
    ['bind', `${family === 6 ? `[${address}]` : address}:${port}`],
    // Lets a reload take over changed options such as certificates; a changed bind is a new name, see above.
    ['allow_reload', true],
    ['tos', 'cs3'],
    ...outsideOptions(settings, family),
    ...(protocol === 'tls'
      ? ([
          ['cert_file', settings.tls?.certificateFile],
          ['priv_key_file', settings.tls?.keyFile],
          ['method', 'tlsv1_2'],
        ] as const)
      : []),
  ]);
}

/** Networks of offices (RFC 1918, 6598, 3927): phones and gateways in them are told the address that they reach. */
const inside = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16', '127.0.0.0/8'];

function outsideOptions({ trunks }: EngineSettings, family: number): ConfEntry[] {
  const external = trunks?.externalAddress ?? null;
  if (external === null || family !== 4) return [];
  if (isIP(external) !== 4) throw new ConfError(`"${external}" is not an address on the internet`);
  return [
    ['external_signaling_address', external],
    ['external_media_address', external],
    ...inside.map((network) => ['local_net', network] as const),
  ];
}
