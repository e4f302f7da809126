/**
 * Reads the machine's own apt set-up (deb822 `.sources` and one-line `.list`) and finds the entries that are a Debian
 * archive, best first. The address of an archive is always taken from there and never written in our files, so that a
 * machine behind a mirror or without the internet works as it is.
 */
export interface AptSource {
  readonly types: readonly string[];
  readonly uris: readonly string[];
  readonly suites: readonly string[];
  readonly components: readonly string[];
  /** As found: a path, a fingerprint, or a whole armoured key with its continuation lines. */
  readonly signedBy: string | undefined;
  readonly trusted: string | undefined;
}

export interface DebianArchive {
  readonly uri: string;
  readonly signedBy: string | undefined;
  readonly trusted: string | undefined;
}

const words = (text: string | undefined): string[] => (text ?? '').split(/\s+/).filter((w) => w !== '');

/** Fields of one stanza, keys in lower case; continuation lines are kept with their line breaks. */
function fields(stanza: string): Map<string, string> {
  const found = new Map<string, string>();
  let key = '';
  for (const line of stanza.split('\n')) {
    if (line.startsWith('#')) continue;
    const head = /^([A-Za-z][A-Za-z0-9-]*):(.*)$/.exec(line);
    if (head) {
      key = (head[1] ?? '').toLowerCase();
      found.set(key, (head[2] ?? '').trim());
    } else if (key !== '' && /^\s/.test(line)) {
      found.set(key, `${found.get(key) ?? ''}\n${line}`);
    }
  }
  return found;
}

export function parseDeb822(text: string): AptSource[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n[ \t]*\n/)
    .map(fields)
    .filter((f) => f.has('uris') && !/^(no|false|0|off|disable)$/i.test(f.get('enabled') ?? 'yes'))
    .map((f) => ({
      types: words(f.get('types')),
      uris: words(f.get('uris')),
      suites: words(f.get('suites')),
      components: words(f.get('components')),
      signedBy: f.get('signed-by'),
      trusted: f.get('trusted'),
    }));
}

export function parseOneLine(text: string): AptSource[] {
  const sources: AptSource[] = [];
  for (const raw of text.split('\n')) {
    const match = /^\s*(deb|deb-src)\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)([^#]*)/.exec(raw);
    if (!match) continue;
    const options = new Map(words(match[2]).map((o) => [o.split('=')[0]?.toLowerCase(), o.slice(o.indexOf('=') + 1)]));
    sources.push({
      types: [match[1] ?? ''],
      uris: [match[3] ?? ''],
      suites: [match[4] ?? ''],
      components: words(match[5]),
      signedBy: options.get('signed-by'),
      trusted: options.get('trusted'),
    });
  }
  return sources;
}

const debianSuite = /^(oldstable|stable|testing|unstable|sid|bullseye|bookworm|trixie|forky|duke)(-updates)?$/;

/**
 * Debian archives among the sources, the likeliest first. Vendors also use Debian's suite names ("stable main"), so a
 * guess is weighed here and proven later: only a Release file with `Origin: Debian` is accepted.
 */
export function debianArchives(sources: readonly AptSource[]): DebianArchive[] {
  const scores = new Map<string, { archive: DebianArchive; score: number }>();
  for (const source of sources) {
    if (!source.types.includes('deb') || !source.components.includes('main')) continue;
    if (!source.suites.some((s) => debianSuite.test(s))) continue;
    for (const uri of source.uris) {
      if (uri.startsWith('cdrom:')) continue;
      const score =
        (source.signedBy?.includes('debian-archive') ? 4 : 0) +
        (source.suites.some((s) => s.endsWith('-updates')) ? 2 : 0) +
        (/\/debian\/?$/.test(uri) ? 2 : 0);
      const before = scores.get(uri)?.score ?? 0;
      const archive = { uri, signedBy: source.signedBy, trusted: source.trusted };
      scores.set(uri, { archive, score: before + score });
    }
  }
  return [...scores.values()].sort((a, b) => b.score - a.score).map((s) => s.archive);
}

/** A deb822 stanza of our own for one suite of an archive. */
export function sourcesText(archive: DebianArchive, suite: string): string {
  const lines = ['Types: deb', `URIs: ${archive.uri}`, `Suites: ${suite}`, 'Components: main'];
  if (archive.signedBy !== undefined) lines.push(`Signed-By: ${archive.signedBy}`);
  if (archive.trusted !== undefined) lines.push(`Trusted: ${archive.trusted}`);
  return `${lines.join('\n')}\n`;
}
