/** A trunk as Asterisk reads it: how it writes numbers, its endpoint, its credentials and where it is reached. */
import { target } from '../../core/call-flow/target.ts';
import { affected, projector } from '../../core/feature.ts';
import { diallingOf } from '../../core/phone-number.ts';
import { projected, type ProjectedRow } from '../../core/projection.ts';
import type { Read } from '../../core/store.ts';
import { publicNumbers } from '../public-numbers/table.ts';
import { sites } from '../sites/table.ts';
import { proxyUri, siteOf } from './endpoint.ts';
import { mainNumber, trunkNext, type Trunk } from './read.ts';
import { trunks } from './table.ts';

declare module '../../core/projection.ts' {
  interface RuntimeTables {
    trunk: {
      id: string;
      lead: string;
      home: string;
      country: string;
      national: string;
      international: string;
      arrival: string;
      max_calls: number;
      target: Target;
      caller: string;
    };
    trunk_endpoint: {
      id: string;
      aors: string;
      auth: string;
      outbound_auth: string;
      outbound_proxy: string;
      context: string;
      identify_by: string;
      disallow: string;
      allow: string;
      dtmf_mode: string;
      t38_udptl: string;
      t38_udptl_ec: string;
      from_user: string;
      from_domain: string;
      send_pai: string;
      trust_id_inbound: string;
      trust_id_outbound: string;
      media_encryption: string;
      direct_media: string;
      rewrite_contact: string;
      rtp_symmetric: string;
      force_rport: string;
      allow_transfer: string;
      allow_subscribe: string;
      set_var: string;
      language: string;
    };
  }
}

const yesNo = (is: boolean) => (is ? 'yes' : 'no');

export const trunkProjector = projector({
  owner: trunks,
  rows: (read, trunk) =>
    trunk.enabled ? [settingsRow(read, trunk), endpointRow(read, trunk), ...credentialRows(trunk)] : [],
  affectedBy: [
    affected(sites, (site, read) => read.all(trunks, { siteId: site.id }).map(({ id }) => id)),
    affected(publicNumbers, (number, read) => read.all(trunks, { siteId: number.siteId }).map(({ id }) => id)),
  ],
});

function settingsRow(read: Read, trunk: Trunk): ProjectedRow {
  const { countryCode, national, international } = diallingOf(siteOf(read, trunk).country);
  return projected('trunk', {
    id: trunk.id,
    lead: { plus: '+', prefix: international, bare: '', national: international }[trunk.numberFormat],
    home: trunk.numberFormat === 'national' ? countryCode : '',
    country: countryCode,
    national,
    international,
    arrival: trunk.arrival,
    max_calls: trunk.maxCalls,
    target: target(trunkNext(read, trunk)),
    // Who calls when nobody does: a test call.
    caller: mainNumber(read, trunk.siteId)?.number ?? '',
  });
}

function endpointRow(read: Read, trunk: Trunk): ProjectedRow {
  const logsIn = trunk.username !== '' && !trunk.registersHere;
  const tellsCaller = trunk.callerHeader !== 'from';
  return projected('trunk_endpoint', {
    id: trunk.id,
    aors: trunk.id,
    auth: trunk.registersHere ? trunk.id : '',
    outbound_auth: logsIn ? trunk.id : '',
    outbound_proxy: proxyUri(trunk),
    context: 'from-trunk',
    // Never by the user name in From alone: anybody on the network could write the name of a trunk there.
    identify_by: trunk.registersHere ? 'auth_username' : 'ip',
    disallow: 'all',
    allow: trunk.codecs,
    dtmf_mode: trunk.dtmf === 'rfc4733' ? 'rfc4733' : trunk.dtmf,
    t38_udptl: yesNo(trunk.t38),
    t38_udptl_ec: 'redundancy',
    // With the number in P-Asserted-Identity alone, From carries the account, as many carriers want it.
    from_user: trunk.fromUser || (trunk.callerHeader === 'asserted' ? trunk.username : ''),
    from_domain: trunk.fromDomain || (trunk.kind === 'registration' ? trunk.host : ''),
    send_pai: yesNo(tellsCaller),
    trust_id_inbound: 'yes',
    trust_id_outbound: yesNo(tellsCaller),
    media_encryption: trunk.transport === 'tls' && trunk.encryptsMedia ? 'sdes' : 'no',
    direct_media: 'no',
    rewrite_contact: yesNo(trunk.registersHere || trunk.nat !== 'never'),
    rtp_symmetric: yesNo(trunk.nat !== 'never'),
    force_rport: 'yes',
    // A carrier transfers nobody and watches nobody here: REFER and SUBSCRIBE would dial as the office.
    allow_transfer: 'no',
    allow_subscribe: 'no',
    // Two underscores: the legs of the call know where it came from.
    set_var: `__TRUNK=${trunk.id}`,
    language: siteOf(read, trunk).language,
  });
}

/** A gateway logs in with the trunk's id, which is how Asterisk finds its endpoint by the credentials. */
function credentialRows(trunk: Trunk): ProjectedRow[] {
  if (!trunk.registersHere && trunk.username === '') return [];
  const username = trunk.registersHere ? trunk.id : trunk.authUser || trunk.username;
  return [projected('ps_auths', { id: trunk.id, auth_type: 'userpass', username, password: trunk.password })];
}
