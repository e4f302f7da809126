/** Languages and tones in Mitel's words (SIP phones administrator guide, release 4.2 to 6.x). */

/** Names of language packs; the phone fetches them from where its settings are. English is in the firmware. */
export const LANGUAGES: Readonly<Record<string, string>> = {
  de: 'lang_de.txt', es: 'lang_es.txt', fr: 'lang_fr.txt', 'fr-ca': 'lang_fr_ca.txt', it: 'lang_it.txt', nl: 'lang_nl_nl.txt',
}; // prettier-ignore

export const TONES: Readonly<Record<string, string>> = {
  AU: 'Australia', DE: 'Germany', FR: 'France', GB: 'UK', IT: 'Italy', US: 'US', CA: 'US', AT: 'Europe', BE: 'Europe', CH: 'Europe',
  CZ: 'Europe', DK: 'Europe', ES: 'Europe', FI: 'Europe', HU: 'Europe', LU: 'Europe', NL: 'Europe', NO: 'Europe', PL: 'Europe',
  PT: 'Europe', SE: 'Europe', SI: 'Europe', SK: 'Europe',
}; // prettier-ignore
