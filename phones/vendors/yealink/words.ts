/** Yealink's own words for languages and tones (administrator guides v73 to v86). */

/** Names of `lang.gui`; a language that a model has not stays as it was. */
// prettier-ignore
export const LANGUAGES: Readonly<Record<string, string>> = {
  en: 'English', fr: 'French', de: 'German', it: 'Italian', pl: 'Polish', pt: 'Portuguese', ru: 'Russian', es: 'Spanish', tr: 'Turkish',
  cs: 'Czech', he: 'Hebrew', uk: 'Ukrainian', zh: 'Chinese_S', 'zh-tw': 'Chinese_T', 'zh-hk': 'Chinese_T', 'fr-ca': 'French_CA',
};

/** Values of `voice.tone.country`; neighbours whose tones are alike share one. */
// prettier-ignore
export const TONES: Readonly<Record<string, string>> = {
  AU: 'Australia', AT: 'Austria', BR: 'Brazil', BE: 'Belgium', CN: 'China', CL: 'Chile', CZ: 'Czech', DK: 'Denmark', FI: 'Finland', FR: 'France',
  DE: 'Germany', GB: 'Great Britain', GR: 'Greece', HU: 'Hungary', LT: 'Lithuania', IN: 'India', IT: 'Italy', JP: 'Japan', MX: 'Mexico',
  NZ: 'New Zealand', NL: 'Netherlands', NO: 'Norway', PT: 'Portugal', ES: 'Spain', CH: 'Switzerland', SE: 'Sweden', RU: 'Russia',
  US: 'United States', CA: 'United States', IE: 'Great Britain', LI: 'Switzerland', SK: 'Czech',
};
