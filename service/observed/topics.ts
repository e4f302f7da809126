/** What a query's answer can depend on besides tables. A push names them when they changed. */
export const observedTopics = [
  'observed:proof',
  'observed:calls',
  'observed:devices',
  'observed:discovery',
  'observed:engine',
  'observed:emergency',
  'observed:fetches',
  'observed:found',
  'observed:health',
  'observed:history',
  'observed:invitations',
  'observed:mail',
  'observed:practice',
  'observed:network',
  'observed:phone-servers',
  'observed:phones',
  'observed:queues',
  'observed:read-back',
  'observed:registrations',
  'observed:trunks',
] as const;
export type ObservedTopic = (typeof observedTopics)[number];
