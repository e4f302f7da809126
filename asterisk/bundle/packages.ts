/**
 * What is taken from Debian, as data. Prompts come as GSM only: 5 MB instead of 29, every codec we offer can be made
 * from it, and `sounds/en` must hold the voicemail prompts in one format that codec_gsm reads.
 */

/** The suite whose Asterisk is the 22 LTS. Debian's code names stay served after a release, so this does not go stale. */
export const suite = 'forky';

export const packages: readonly string[] = [
  'asterisk',
  'asterisk-modules',
  'asterisk-core-sounds-en-gsm',
  'asterisk-moh-opsound-gsm',
  // The C library travels with the binaries: they need one newer than that of Debian 12.
  'libc6',
  'libgcc-s1',
];

/** Debian's dependencies of modules that we leave out: 45 of 72 MB. A mistake here fails the build with the library's name. */
const ofUnwantedModules =
  /^lib(c-gconv|icu|codec2|perl|snmp|glib2|gmime|gpgme|gnutls|gcrypt|samplerate|db5|unbound|gmp|p11|unistring|curl|ltdl|asound|tiff|webp|krb5|nettle|hogweed|pcre2-8|brotli|sepol|spandsp|ical|ldap|jack|neon|nl-|ncursesw|radcli|tonezone|pq|odbc|event|iksemel|lua|portaudio|jpeg|sox|pam|pci|jwt|speex|vorbis|c-client|resample|sndfile|sensors|kafka)/;

/** Only these of the resolved set can hold something that we take; init scripts, shells and the like stay away. */
export const isUsefulPackage = (name: string): boolean =>
  packages.includes(name) || (/^(lib|zlib1g|gcc-\d+-base)/.test(name) && !ofUnwantedModules.test(name));

/** Opened with dlopen() by NSS, which libsrtp2 uses: no NEEDED entry names them, yet encrypted calls need them. */
export const dlopenedLibraries: readonly string[] = ['libsoftokn3.so', 'libfreebl3.so', 'libfreeblpriv3.so'];

/** Newest SQLite before this one can lose a commit when a WAL reset races a checkpoint (two processes, as we have). */
export const oldestSqlite = '3.51.3';

export interface Architecture {
  readonly debian: string;
  /** Debian's multiarch folder name. */
  readonly triplet: string;
  readonly loader: string;
}

const architectures: readonly Architecture[] = [
  { debian: 'amd64', triplet: 'x86_64-linux-gnu', loader: 'ld-linux-x86-64.so.2' },
  { debian: 'arm64', triplet: 'aarch64-linux-gnu', loader: 'ld-linux-aarch64.so.1' },
];

export const architectureOf = (debian: string): Architecture => {
  const found = architectures.find((a) => a.debian === debian);
  if (found) return found;
  const known = architectures.map((a) => a.debian).join(' and ');
  throw new Error(`The phone engine is built for ${known}; this machine is ${debian}.`);
};
