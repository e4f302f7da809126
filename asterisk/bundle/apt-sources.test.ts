import { describe, expect, it } from 'vitest';
import { debianArchives, parseDeb822, parseOneLine, sourcesText } from './apt-sources.ts';

const debian = `Types: deb deb-src
# a comment
URIs: http://mirror.example/debian
Suites: trixie trixie-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://mirror.example/debian-security
Suites: trixie-security
Components: main
`;

describe('apt sources', () => {
  it('reads deb822 stanzas, also switched off ones and keys inside', () => {
    const off = 'Enabled: no\nTypes: deb\nURIs: http://off.example/debian\nSuites: stable\nComponents: main\n';
    const inline = `Types: deb\nURIs: http://in.example/debian\nSuites: sid\nComponents: main\nSigned-By:\n -----BEGIN\n .\n abc\n`;
    const sources = parseDeb822(`${debian}\n${off}\n${inline}`);
    expect(sources.map((s) => s.uris[0])).toEqual([
      'http://mirror.example/debian',
      'http://mirror.example/debian-security',
      'http://in.example/debian',
    ]);
    expect(sources[2]?.signedBy).toBe('\n -----BEGIN\n .\n abc');
  });

  it('reads one-line entries with and without options', () => {
    const sources = parseOneLine(
      '# deb http://no.example x main\ndeb [arch=amd64 signed-by=/k.gpg] http://a.example/debian bookworm main # note\ndeb-src http://a.example/debian bookworm main\n',
    );
    expect(sources).toHaveLength(2);
    expect(sources[0]).toMatchObject({
      types: ['deb'],
      suites: ['bookworm'],
      components: ['main'],
      signedBy: '/k.gpg',
    });
  });

  it('puts the Debian archive before vendors that borrow its suite names', () => {
    const vendors = parseOneLine('deb http://vendor.example/deb stable main\ndeb cdrom:[x]/ bookworm main\n');
    const found = debianArchives([...vendors, ...parseDeb822(debian)]);
    expect(found.map((a) => a.uri)).toEqual(['http://mirror.example/debian', 'http://vendor.example/deb']);
  });

  it('finds nothing on a system of another family', () => {
    expect(debianArchives(parseOneLine('deb http://other.example/ubuntu noble main universe\n'))).toEqual([]);
  });

  it('writes a stanza that it reads back', () => {
    const [archive] = debianArchives(parseDeb822(debian));
    if (!archive) throw new Error('no archive');
    expect(parseDeb822(sourcesText(archive, 'forky'))).toMatchObject([
      { uris: ['http://mirror.example/debian'], suites: ['forky'], signedBy: archive.signedBy },
    ]);
  });
});
