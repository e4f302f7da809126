/** All features of the phone system; a new one is its folder and one line here. */
import type { FlowSource } from '../core/call-flow/node.ts';
import { flowSource } from '../core/call-flow/source.ts';
import type { Feature, FlowCompiler } from '../core/feature.ts';
import type { PlainSource } from '../core/plain/office.ts';
import type { Read } from '../core/store.ts';
import { callFlowsFeature } from './call-flows/index.ts';
import { conferenceRoomsFeature } from './conference-rooms/index.ts';
import { everydayCodesFeature } from './everyday-codes/index.ts';
import { pagingGroupsFeature } from './paging-groups/index.ts';
import { parkingFeature } from './parking/index.ts';
import { soundsFeature } from './sounds/index.ts';
import { speedDialsFeature } from './speed-dials/index.ts';
import { callerIdsFeature } from './caller-ids/index.ts';
import { emergencyFeature } from './emergency/index.ts';
import { destinationsFeature } from './destinations/index.ts';
import { extensionsFeature } from './extensions/index.ts';
import { featureCodesFeature } from './feature-codes/index.ts';
import { forwardingFeature } from './forwarding/index.ts';
import { hotDesksFeature } from './hot-desks/index.ts';
import { historyFeature } from './history/index.ts';
import { homeFeature } from './home/index.ts';
import { identitiesFeature } from './identities/index.ts';
import { invitationsFeature } from './invitations/index.ts';
import { firmwareFeature } from './firmware/index.ts';
import { keysFeature } from './keys/index.ts';
import { phoneBookFeature } from './phone-book/index.ts';
import { phoneSettingsFeature } from './phone-settings/index.ts';
import { mailFeature } from './mail/index.ts';
import { networkFeature } from './network/index.ts';
import { outboundFeature } from './outbound/index.ts';
import { outsideRoute } from './outbound/read.ts';
import { phoneChangesFeature } from './phone-changes/index.ts';
import { noAnswerFeature } from './no-answer/index.ts';
import { numbersFeature } from './numbers/index.ts';
import { pinsFeature } from './pins/index.ts';
import { phonesFeature } from './phones/index.ts';
import { queuesFeature } from './queues/index.ts';
import { practiceFeature } from './practice/index.ts';
import { publicNumbersFeature } from './public-numbers/index.ts';
import { plainFeature } from './plain/index.ts';
import { ringGroupsFeature } from './ring-groups/index.ts';
import { schedulesFeature } from './schedules/index.ts';
import { sitesFeature } from './sites/index.ts';
import { trunksFeature } from './trunks/index.ts';
import { unavailableFeature } from './unavailable/index.ts';
import { usageLimitsFeature } from './usage-limits/index.ts';
import { usersFeature } from './users/index.ts';
import { voicemailFeature } from './voicemail/index.ts';
import { whoRingsFeature } from './who-rings/index.ts';

/** Features that know of no other feature's list. */
const parts = [
  sitesFeature,
  networkFeature,
  mailFeature,
  usersFeature,
  extensionsFeature,
  identitiesFeature,
  invitationsFeature,
  forwardingFeature,
  voicemailFeature,
  noAnswerFeature,
  pinsFeature,
  hotDesksFeature,
  ringGroupsFeature,
  queuesFeature,
  callFlowsFeature,
  soundsFeature,
  phonesFeature,
  parkingFeature,
  pagingGroupsFeature,
  conferenceRoomsFeature,
  speedDialsFeature,
  keysFeature,
  phoneSettingsFeature,
  phoneBookFeature,
  firmwareFeature,
  practiceFeature,
  everydayCodesFeature,
  schedulesFeature,
  unavailableFeature,
  trunksFeature,
  publicNumbersFeature,
  outboundFeature,
  callerIdsFeature,
  numbersFeature,
  usageLimitsFeature,
  emergencyFeature,
] as const satisfies readonly Feature[];

/** Compilers of call flows, in the order in which a dialled number is looked up. */
export const flowCompilers: readonly FlowCompiler[] = parts.flatMap((feature: Feature) => feature.flows ?? []);

export const officeFlows = (read: Read): FlowSource => ({
  ...flowSource(read, flowCompilers),
  outside: (number, by, isDialled, at) => outsideRoute(read, number, by, isDialled, at),
});

const codes = featureCodesFeature(parts.flatMap((feature: Feature) => feature.codes ?? []));

/** What the plain configuration of an office is made of. */
export const officePlain = (read: Read): PlainSource => ({
  read,
  flows: officeFlows(read),
  features: [...parts, codes],
});

export const features = [
  ...parts,
  codes,
  phoneChangesFeature(
    Object.fromEntries(parts.flatMap((feature: Feature) => Object.entries(feature.phoneChanges ?? {}))),
  ),
  destinationsFeature(flowCompilers),
  plainFeature(officePlain),
  whoRingsFeature(officeFlows),
  homeFeature,
  historyFeature,
] as const satisfies readonly Feature[];
