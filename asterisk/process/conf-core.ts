/**
 * asterisk.conf, logger.conf, manager.conf and the call records: who may do what, and where things are kept. Nothing
 * here lets a call or a file run a program.
 */
import { section } from './conf.ts';
import type { FileInput } from './settings.ts';

export const asteriskConf = ({ settings, bundle, paths }: FileInput): string =>
  section(
    'directories',
    [
      ['astetcdir', paths.etc],
      ['astmoddir', bundle.modules],
      ['astdatadir', bundle.share],
      ['astsbindir', bundle.bin],
      ['astvarlibdir', paths.lib],
      ['astdbdir', paths.lib],
      ['astkeydir', paths.lib],
      ['astagidir', paths.agi],
      ['astspooldir', paths.spool],
      ['astrundir', paths.run],
      ['astlogdir', paths.log],
      ['astcachedir', paths.cache],
    ],
    '=>',
  ) +
  section('options', [
    ['systemname', settings.systemName],
    ['documentation_language', 'en_US'],
    ['live_dangerously', false],
    ['execincludes', false],
    ['disable_remote_console_shell', true],
    ['hideconnect', true],
    ['defaultlanguage', 'en'],
  ]) +
  section('files', [['astctlpermissions', '0600']]);

export const loggerConf = (): string =>
  section('general', [
    ['dateformat', '%F %T.%3q'],
    ['queue_log', false],
  ]) +
  // Not `security`: it would be two lines for each registration of each phone. Failures come over AMI. Not `notice`: our
  // own health probe is a stranger's OPTIONS, of which Asterisk would write a line every second for ever.
  section('logfiles', [['messages', 'warning,error']], '=>');

/**
 * What our AMI account may write, by manager class (`manager show command` of 22.10); one class of an action is enough.
 * - system: PJSIPShow*, PJSIPNotify, PJSIPQualify, DBGet/DBPut/DBDel, Reload, MixMonitor, CoreShowChannels, DialplanExtensionRemove
 * - call: Hangup, Redirect, Atxfer, Setvar, Park, ParkedCalls, MailboxCount, DeviceStateList, ExtensionStateList
 * - reporting: CoreStatus, CoreSettings, LoggerRotate
 * - user: UserEvent, VoicemailRefresh
 * Without a class: Ping, QueueStatus. Not given: `command`, `config` (UpdateConfig), `agi`, and `originate`, which together
 * with `system` runs any program and which nothing needs yet: whoever adds click-to-call adds it with a rule for its
 * headers. `system` alone is strong (GetConfig, ModuleLoad), which is why the secret is new for each process.
 */
export const amiWriteClasses = 'system,call,reporting,user';

/** What observers reduce. Not `dialplan` (VarSet, Newexten), `dtmf`, `log`, `verbose`, `agi`: floods without a reader. */
export const amiReadClasses = 'system,call,user,reporting,agent,cc,security,cdr';

/**
 * Several a second for each call, two for each registration, and the marks that Debian's build leaves for Asterisk's own
 * test suite. Failed logins still come, but not those of our own health probe, whose From is "switchroom": it asks
 * without an account every few seconds, and there is no account of that name.
 */
const unwantedEvents = [
  'Event: RTCP.*',
  'Event: SuccessfulAuth',
  'Event: ChallengeSent',
  'Event: TestEvent',
  'AccountID: switchroom',
];

export const managerConf = ({ settings, ami }: FileInput): string =>
  section('general', [
    ['enabled', true],
    ['webenabled', false],
    ['bindaddr', '127.0.0.1'],
    ['port', ami.port],
    ['displayconnects', false],
    ['authtimeout', 10],
    ['authlimit', 20],
  ]) +
  section(ami.username, [
    ['secret', ami.secret],
    ['deny', '0.0.0.0/0.0.0.0'],
    ['permit', '127.0.0.1/255.255.255.255'],
    ['read', settings.hasVerboseEvents ? 'all' : amiReadClasses],
    ['write', amiWriteClasses],
    // A reader that is stopped for longer is cut off instead of filling Asterisk's memory.
    ['writetimeout', 5000],
    ...unwantedEvents.map((name) => ['eventfilter', settings.hasVerboseEvents ? undefined : `!${name}`] as const),
  ]);

export const cdrConf = (): string =>
  section('general', [
    ['enable', true],
    // Each phone that rang and was not answered is a row too: "who rang?" is a question people ask.
    ['unanswered', true],
    ['congestion', true],
    ['initiatedseconds', true],
    ['batch', false],
  ]);

const cdrColumns = [
  ...[
    'start',
    'answer',
    'end',
    'clid',
    'src',
    'dst',
    'dcontext',
    'channel',
    'dstchannel',
    'lastapp',
    'lastdata',
    'duration',
    'billsec',
  ],
  ...['disposition', 'amaflags', 'accountcode', 'uniqueid', 'linkedid', 'peeraccount', 'sequence', 'userfield'],
];

/** The table is made by the module on its first start; a column added later needs a migration of that file by us. */
export const cdrSqliteConf = (): string =>
  section(
    'master',
    [
      ['table', 'cdr'],
      [
        'columns',
        cdrColumns.map((name) => (['start', 'answer', 'end'].includes(name) ? `${name}_at` : name)).join(', '),
      ],
      ['values', cdrColumns.map((name) => `'\${CDR(${name})}'`).join(',')],
    ],
    '=>',
  );

/** What the program says itself at each node of a call's way, and what people do with a call: a past call is explained from these. */
export const celConf = (): string =>
  section('general', [
    ['enable', true],
    ['events', 'USER_DEFINED,PICKUP,PARK_START,PARK_END,BLINDTRANSFER,ATTENDEDTRANSFER,LINKEDID_END'],
  ]);

/** Column -> the value as cel_sqlite3_custom knows it. */
const cel = {
  eventtype: 'eventtype',
  eventtime: 'eventtime',
  uniqueid: 'CHANNEL(uniqueid)',
  linkedid: 'CHANNEL(linkedid)',
  channame: 'CHANNEL(channame)',
  exten: 'CHANNEL(exten)',
  context: 'CHANNEL(context)',
  userdeftype: 'userdeftype',
  details: 'eventextra',
};
export const celSqliteConf = (): string =>
  section(
    'master',
    [
      ['table', 'cel'],
      ['columns', Object.keys(cel).join(', ')],
      [
        'values',
        Object.values(cel)
          .map((name) => `'\${${name}}'`)
          .join(','),
      ],
    ],
    '=>',
  );
