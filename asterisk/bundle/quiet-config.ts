/**
 * Files that must exist so that Asterisk starts without a WARNING or ERROR, with the least that keeps each module
 * quiet. Whoever gives one of them real content writes `{ ...quietFiles(paths), 'voicemail.conf': own }`.
 * Seen with 22.10: a missing file costs one to four ERROR lines, an empty one only where a category is required.
 */
export interface QuietPaths {
  /** `Bundle.moh` */
  readonly moh: string;
  /** A file that res_config_sqlite3 may create. */
  readonly realtimeDatabase: string;
}

const indications = `[general]
country = us
[us]
description = United States / North America
ringcadence = 2000,4000
dial = 350+440
busy = 480+620/500,0/500
ring = 440+480/2000,0/4000
congestion = 480+620/250,0/250
callwaiting = 440/300,0/10000
dialrecall = !350+440/100,!0/100,!350+440/100,!0/100,!350+440/100,!0/100,350+440
record = 1400/500,0/15000
info = !950/330,!1400/330,!1800/330,0
stutter = !350+440/100,!0/100,!350+440/100,!0/100,!350+440/100,!0/100,!350+440/100,!0/100,!350+440/100,!0/100,!350+440/100,!0/100,350+440
`;

export const quietFiles = (paths: QuietPaths): Record<string, string> => ({
  'acl.conf': '',
  'ccss.conf': '[general]\n',
  'cdr.conf': '[general]\nenable = yes\n',
  'cdr_sqlite3_custom.conf': `[master]\ntable = cdr\ncolumns = uniqueid\nvalues = '\${CDR(uniqueid)}'\n`,
  'cel.conf': '[general]\nenable = no\n',
  'cel_sqlite3_custom.conf': `[master]\ntable = cel\ncolumns = eventtype\nvalues = '\${eventtype}'\n`,
  'confbridge.conf': '[general]\n[default_user]\ntype = user\n[default_bridge]\ntype = bridge\n',
  'extconfig.conf': '[settings]\n',
  'features.conf': '[general]\n[featuremap]\n[applicationmap]\n',
  'http.conf': '[general]\nenabled = no\n',
  'indications.conf': indications,
  'musiconhold.conf': `[general]\n[default]\nmode = files\ndirectory = ${paths.moh}\n`,
  'pjproject.conf': '[startup]\ntype = startup\nlog_level = 0\n',
  'pjsip_notify.conf': '',
  'queuerules.conf': '[general]\n',
  'queues.conf': '[general]\n',
  'res_config_sqlite3.conf': `[general]\n[office]\ndbfile => ${paths.realtimeDatabase}\n`,
  'res_fax.conf': '[general]\n',
  'res_parking.conf': '[general]\n[default]\nparkext = 700\nparkpos = 701-720\ncontext = parkedcalls\n',
  'rtp.conf': '[general]\nrtpstart = 20000\nrtpend = 23999\n',
  'sorcery.conf': '',
  'stasis.conf': '[threadpool]\nminimum_size = 5\n[declined_message_types]\n',
  'udptl.conf': '[general]\nudptlstart = 24000\nudptlend = 24199\n',
  'voicemail.conf': '[general]\nformat = wav\n[default]\n',
  'websocket_client.conf': '',
});
