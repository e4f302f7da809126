/** What a query's answer can depend on besides tables. A push names them when they changed. */
export const observedTopics = [
  'observed:calls',
  'observed:devices',
  'observed:engine',
  'observed:health',
  'observed:history',
  'observed:network',
  'observed:phones',
  'observed:read-back',
  'observed:registrations',
] as const;
export type ObservedTopic = (typeof observedTopics)[number];
