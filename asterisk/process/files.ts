/**
 * All files that Asterisk reads, in one table: how each is made from the settings, and what it costs to make a change of
 * it live. Pure: the same settings give the same bytes. A file that is missing costs Asterisk up to four ERROR lines at
 * start, so those that need no content exist too.
 */
import { asteriskConf, cdrConf, cdrSqliteConf, celConf, celSqliteConf, loggerConf, managerConf } from './conf-core.ts';
import { ConfError, section } from './conf.ts';
import { dialplanFaults } from '../program/emergency-check.ts';
import { pjsipConf, transportName } from './conf-pjsip.ts';
import { identifyConf, registrationsConf } from './conf-trunks.ts';
import { indicationsConf } from './indications.ts';
import type { FileInput, TransportSettings } from './settings.ts';

/** `reload` names what the AMI action Reload takes. `restart` ends calls, so it waits until none is up. */
export type Cost = { kind: 'none' } | { kind: 'reload'; module: string } | { kind: 'restart' };

type Transports = readonly TransportSettings[];

interface EngineFile {
  text(input: FileInput): string;
  cost: Cost | ((before: Transports, after: Transports) => Cost);
}

const restart: Cost = { kind: 'restart' };
const reload = (module: string): Cost => ({ kind: 'reload', module });

/** A transport that goes away leaves its calls without signalling; only added or re-optioned ones can be reloaded. */
function pjsipCost(before: Transports, after: Transports): Cost {
  const kept = new Set(after.map(transportName));
  return before.every((transport) => kept.has(transportName(transport))) ? reload('res_pjsip.so') : restart;
}

/** A dialplan for phones that does not take emergency calls is never written. */
function withEmergency(dialplan: string): string {
  if (!/^\[(from-phone|emergency)\]/m.test(dialplan)) return dialplan;
  const [fault] = dialplanFaults(dialplan);
  if (fault !== undefined) throw new ConfError(`The dialplan is not written: ${fault}.`);
  return dialplan;
}

const extra = (input: FileInput, name: string): string => input.settings.extra?.[name] ?? '';

const table: Record<string, EngineFile> = {
  'asterisk.conf': { text: asteriskConf, cost: restart },
  // The bundle has only the modules we want; the list is asterisk/bundle/modules.ts.
  'modules.conf': { text: () => section('modules', [['autoload', true]]), cost: restart },
  'logger.conf': { text: loggerConf, cost: reload('logger') },
  // A new secret comes only with a new process, so this differs only when it is about to restart anyway.
  'manager.conf': { text: managerConf, cost: restart },
  'pjsip.conf': { text: ({ settings }) => pjsipConf(settings), cost: pjsipCost },
  'pjsip_registrations.conf': {
    text: ({ settings }) => registrationsConf(settings),
    cost: reload('res_pjsip_outbound_registration.so'),
  },
  'pjsip_identify.conf': {
    text: ({ settings }) => identifyConf(settings),
    cost: reload('res_pjsip_endpoint_identifier_ip.so'),
  },
  'extensions.conf': { text: ({ settings }) => withEmergency(settings.dialplan), cost: reload('pbx_config.so') },
  'sorcery.conf': { text: sorceryConf, cost: restart },
  'extconfig.conf': { text: extconfigConf, cost: restart },
  'res_config_sqlite3.conf': {
    text: ({ paths }) =>
      section('general', []) +
      section(
        'runtime',
        [
          ['dbfile', paths.runtimeDatabase],
          ['debug', false],
          ['requirements', 'warn'],
          ['batch', 0],
          // WAL readers do not wait for our writer; this is for the moment of a checkpoint.
          ['busy_timeout', 1000],
        ],
        '=>',
      ),
    cost: restart,
  },
  'rtp.conf': {
    text: ({ settings }) =>
      section('general', [
        ['rtpstart', settings.rtp.first],
        ['rtpend', settings.rtp.last],
        ['strictrtp', true],
        ['icesupport', false],
      ]),
    cost: reload('res_rtp_asterisk.so'),
  },
  'voicemail.conf': { text: voicemailConf, cost: reload('app_voicemail.so') },
  'cdr.conf': { text: cdrConf, cost: reload('cdr') },
  'cdr_sqlite3_custom.conf': { text: cdrSqliteConf, cost: restart },
  'cel.conf': { text: celConf, cost: reload('cel') },
  'cel_sqlite3_custom.conf': { text: celSqliteConf, cost: restart },
  'indications.conf': { text: ({ settings }) => indicationsConf(settings.country), cost: reload('indications') },
  'features.conf': { text: featuresConf, cost: reload('features') },
  'musiconhold.conf': {
    text: (input) =>
      section('general', []) +
      section('default', [
        ['mode', 'files'],
        ['directory', input.bundle.moh],
      ]) +
      extra(input, 'musiconhold.conf'),
    cost: reload('res_musiconhold.so'),
  },
  'res_parking.conf': { text: parkingConf, cost: reload('res_parking.so') },
  'queues.conf': {
    text: (input) =>
      section('general', [
        ['persistentmembers', true],
        ['autofill', true],
        // The rest after a call counts in all queues of an agent.
        ['shared_lastcall', true],
      ]) + extra(input, 'queues.conf'),
    cost: reload('app_queue.so'),
  },
  'queuerules.conf': { text: () => section('general', []), cost: reload('app_queue.so') },
  'confbridge.conf': {
    text: (input) =>
      section('general', []) +
      section('default_user', [['type', 'user']]) +
      section('default_bridge', [['type', 'bridge']]) +
      section('member_menu', [
        ['type', 'menu'],
        ['*1', 'toggle_mute'],
      ]) +
      section('leader_menu', [
        ['type', 'menu'],
        ['*1', 'toggle_mute'],
        ['*2', 'admin_toggle_conference_lock'],
        ['*3', 'admin_kick_last'],
        ['*4', 'admin_toggle_mute_participants'],
      ]) +
      extra(input, 'confbridge.conf'),
    cost: reload('app_confbridge.so'),
  },
  'pjsip_notify.conf': { text: notifyConf, cost: reload('res_pjsip_notify.so') },
  'http.conf': { text: () => section('general', [['enabled', false]]), cost: restart },
  'udptl.conf': {
    text: () =>
      section('general', [
        ['udptlstart', 4000],
        ['udptlend', 4999],
        ['udptlchecksums', true],
      ]),
    cost: reload('udptl'),
  },
  // These exist only so that their modules start without a complaint.
  'ccss.conf': { text: () => section('general', []), cost: restart },
  'stasis.conf': { text: () => section('threadpool', []) + section('declined_message_types', []), cost: restart },
  'pjproject.conf': {
    text: () =>
      section('startup', [
        ['type', 'startup'],
        ['log_level', 0],
      ]),
    cost: restart,
  },
  'res_fax.conf': { text: () => section('general', []), cost: restart },
  'acl.conf': { text: () => '', cost: restart },
  'websocket_client.conf': { text: () => '', cost: restart },
};

/** Every file of `etc/` by name. */
export const engineFiles = (input: FileInput): Record<string, string> =>
  Object.fromEntries(Object.entries(table).map(([name, file]) => [name, file.text(input)]));

/** What it takes until a changed file counts. */
export function costOf(name: string, before: Transports, after: Transports): Cost {
  const file = table[name];
  if (!file) throw new ConfError(`${name} is not a file of the engine`);
  return typeof file.cost === 'function' ? file.cost(before, after) : file.cost;
}

/** Objects of the file first, then those of the database. Registrations of phones survive in astdb. */
function sorceryConf({ settings }: FileInput): string {
  // integrity=file: when one object of the file is bad the file's last good version stays in force as a whole.
  const inFile = (type: string, name: string) => [type, `config,${name},criteria=type=${type},integrity=file`] as const;
  // A view of phones and trunks together; without it, as in a test of the engine alone, the table of phones.
  const family = (type: string) => (settings.realtime[`sip_${type}`] === undefined ? `ps_${type}s` : `sip_${type}`);
  const types = ['endpoint', 'auth', 'aor'] as const;
  return (
    section('res_pjsip', [
      ...types.flatMap((type) => [inFile(type, 'pjsip.conf'), [type, `realtime,${family(type)}`] as const]),
      ['contact', 'astdb,registrar'],
    ]) +
    section('res_pjsip_outbound_registration', [inFile('registration', 'pjsip_registrations.conf')]) +
    section('res_pjsip_endpoint_identifier_ip', [inFile('identify', 'pjsip_identify.conf')])
  );
}

function extconfigConf({ settings }: FileInput): string {
  const identifier = /^[a-z][a-z0-9_]{0,39}$/;
  const families = Object.entries(settings.realtime).map(([family, tableName]) => {
    if (!identifier.test(tableName)) throw new ConfError(`"${tableName}" is not a table name`);
    return [family, `sqlite3,runtime,${tableName}`] as const;
  });
  return section('settings', families, '=>');
}

/** No mailcmd and no externnotify: nothing is run; the product mails by itself when AMI says that a message came. */
function voicemailConf(input: FileInput): string {
  const { timezone, maxMessages } = input.settings;
  if (!/^[A-Za-z0-9_+/-]{1,64}$/.test(timezone)) throw new ConfError(`"${timezone}" is not a time zone`);
  return (
    section('general', [
      ['format', 'wav'],
      ['attach', false],
      ['maxmsg', maxMessages ?? 100],
      ['minsecs', 1],
      ['maxsecs', 600],
      ['maxlogins', 3],
      ['moveheard', true],
      ['nextaftercmd', true],
      ['review', true],
      ['operator', false],
      // What is polled is what changed behind Asterisk's back, e.g. a message deleted in the app.
      ['pollmailboxes', true],
      ['pollfreq', 5],
      ['tz', 'office'],
    ]) +
    section('zonemessages', [['office', `${timezone}|'vm-received' Q 'digits/at' kM`]]) +
    section('default', []) +
    extra(input, 'voicemail.conf')
  );
}

/** Keys during a call, as people know them from every phone system; the rest is keys on the phone or feature codes. */
function featuresConf(): string {
  return (
    section('general', [
      ['featuredigittimeout', 1000],
      ['transferdigittimeout', 4],
      // Picking up is the dialplan's, which knows the groups: SIP takes this one before it, and no phone may dial it.
      ['pickupexten', '##'],
      // Who asked first and hung up too early is called back, before the call is lost.
      ['atxferdropcall', false],
      ['atxfernoanswertimeout', 20],
      ['atxfercallbackretries', 1],
    ]) +
    section('featuremap', [
      ['blindxfer', '##'],
      ['atxfer', '*2'],
      ['parkcall', '*7'],
    ]) +
    section('applicationmap', [])
  );
}

/**
 * Places to park calls. The dialplan parks and takes back; `context` names the places for lamps. A parked
 * call that nobody takes comes back by way of the dialplan.
 */
function parkingConf({ settings }: FileInput): string {
  const { first, last, seconds } = settings.parking ?? { first: 1, last: 1, seconds: 45 };
  if (![first, last, seconds].every((number) => Number.isInteger(number) && number > 0))
    throw new ConfError('places to park are numbers');
  return (
    section('general', []) +
    section('default', [
      // Parking by a key during a call needs it; nobody dials it, because no context leads there.
      ['parkext', 'park'],
      ['parkpos', `${first}-${last}`],
      ['context', 'parked-calls'],
      ['parkingtime', seconds],
      ['comebacktoorigin', false],
      ['comebackcontext', 'park-back'],
      // Whoever takes a call back can transfer and park it again.
      ['parkedcalltransfers', 'caller'],
      ['parkedcallreparking', 'caller'],
    ])
  );
}

/** For the console; the product itself names the headers in PJSIPNotify. */
function notifyConf(): string {
  const event = (name: string, value: string) => section(name, [['Event', value]], '=>');
  return event('check-sync', 'check-sync') + event('check-sync-reboot', 'check-sync;reboot=true');
}
