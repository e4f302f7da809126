/**
 * Phones on one office address: hears them boot, tells the expected ones where their settings are, and serves those.
 * Knows nothing of databases or people: who is expected and what a phone gets comes in as functions, what was seen goes
 * out as evidence.
 */

import { askPhone } from './actions/http.ts';
import type { PhoneOffer, PhonesDeps, PhonesHandle, PhoneSighting } from './contract.ts';
import { createNeighbours, type NeighbourOf } from './discovery/neighbours.ts';
import { startPnp, type PnpHandle, type PnpSighting } from './discovery/pnp.ts';
import type { Mac } from './mac.ts';
import { openAlso } from './provisioning/also.ts';
import type { ServeDeps } from './provisioning/fetch.ts';
import { createFileCache } from './provisioning/files.ts';
import { startProvisioning, type ProvisioningHandle } from './provisioning/http.ts';
import { sipNotify, type SipNotify } from './sip/notify.ts';
import type { PhoneAction, PhoneHints, PhoneProfile, PhoneVendor } from './vendors/define.ts';
import { identifyPhone, modelOf, vendorById } from './vendors/index.ts';

export type { PhoneActionName, PhoneOffer, PhonesDeps, PhonesHandle, PhoneSighting } from './contract.ts';
export { ListenError } from './listen-error.ts';
export type { AlsoState, AlsoWish } from './provisioning/also.ts';
export type { PhoneFetch } from './provisioning/fetch.ts';
export { firstOf, type Other, type OtherAnswer, type OtherFile, type OtherRequest } from './provisioning/other.ts';

/** The words of a vendor's action as one NOTIFY, or undefined when the vendor has no such thing. */
export function notifyOf(action: PhoneAction, text = ''): SipNotify | undefined {
  if (action.via !== 'sip-notify') return undefined;
  return {
    ...(action.event === undefined ? {} : { event: action.event }),
    ...(action.contentType === undefined ? {} : { contentType: action.contentType }),
    ...(action.body === undefined ? {} : { body: action.body(text) }),
  };
}

function sightingOf(
  hints: PhoneHints,
  seen: Pick<PhoneSighting, 'at' | 'via' | 'address' | 'userAgent' | 'wire' | 'isProved'> & { mac: Mac | undefined },
): PhoneSighting {
  const found = identifyPhone(hints);
  const model = found === undefined ? undefined : modelOf(found.vendor, found.model);
  return {
    ...seen,
    mac: seen.mac ?? found?.mac,
    vendorId: found?.vendor.id,
    model: model?.model ?? found?.model ?? (found === undefined ? hints.pnp?.model : undefined),
    isModelKnown: model !== undefined,
    firmware: found?.firmware ?? hints.pnp?.version,
    confidence: found?.confidence ?? 'none',
  };
}

/** Throws `ListenError` (`port-in-use` and others, with what to do). */
export async function startPhones(deps: PhonesDeps): Promise<PhonesHandle> {
  /** Phones whose own words named the vendor; the address block alone is the weaker witness. */
  const heard = new Map<Mac, PhoneVendor>();
  /** Where a phone said that it listens: not every one uses 5060. */
  const listens = new Map<Mac, { address: string; port: number }>();
  const vendorFor = ({ mac, vendorId }: Pick<PhoneProfile, 'mac' | 'vendorId'>): PhoneVendor | undefined =>
    (vendorId === undefined ? undefined : vendorById(vendorId)) ?? heard.get(mac) ?? identifyPhone({ mac })?.vendor;

  const files = createFileCache(vendorFor);
  const neighbourOf = deps.neighbourOf ?? createNeighbours();

  const note = (sighting: PhoneSighting, hints: PhoneHints): PhoneSighting => {
    const found = identifyPhone(hints);
    if (sighting.mac !== undefined && found !== undefined && found.confidence !== 'address')
      heard.set(sighting.mac, found.vendor);
    // Strangers can invent MACs; what is forgotten here comes back with the phone's next boot.
    if (heard.size > 10_000) heard.clear();
    if (listens.size > 10_000) listens.clear();
    return sighting;
  };

  const serve: ServeDeps = {
    profileOf: deps.profileOf,
    byToken: deps.byToken,
    filesFor: files,
    now: deps.now,
    neighbourOf,
    ...(deps.awaits === undefined ? {} : { awaits: deps.awaits }),
    ...(deps.limits === undefined ? {} : { limits: deps.limits }),
    ...(deps.other === undefined ? {} : { other: deps.other }),
    ...(deps.onError === undefined ? {} : { onError: deps.onError }),
    onFetch: (fetch) => {
      const hints: PhoneHints = { mac: fetch.mac, httpUserAgent: fetch.userAgent, file: fetch.file };
      const seen = {
        at: fetch.at,
        via: 'http' as const,
        address: fetch.address,
        userAgent: fetch.userAgent,
        mac: fetch.mac,
        isProved: fetch.by === 'token' || fetch.by === 'first-fetch',
      };
      const sighting = note(sightingOf(hints, seen), hints);
      // Whoever asks for a phone's file like a phone is one; a browser or a scanner is not worth a line under New.
      if (sighting.mac !== undefined && sighting.confidence !== 'none' && fetch.impostor === undefined)
        deps.onSeen(sighting);
      deps.onFetch(fetch);
    },
  };
  const http = await startProvisioning({ ...serve, address: deps.address, port: deps.httpPort });
  const also = openAlso({ ...serve, address: deps.address }, http);

  const urlOf = (mac: Mac): string | undefined => {
    const token = deps.tokenOf(mac);
    return token === undefined ? undefined : `http://${deps.address}:${http.port}/${token}/`;
  };

  const seenByPnp = (asked: PnpSighting, isProved = false): PhoneSighting => {
    const hints: PhoneHints = {
      mac: asked.mac,
      sipUserAgent: asked.userAgent,
      pnp: { vendor: asked.vendor, model: asked.model, version: asked.firmware },
    };
    return note(
      sightingOf(hints, {
        at: asked.at,
        via: 'pnp',
        address: asked.address,
        userAgent: asked.userAgent,
        mac: asked.mac,
        wire: asked.wire,
        isProved,
      }),
      hints,
    );
  };
  const told = (
    asked: PnpSighting,
    outcome: PhoneOffer['outcome'],
    more: Pick<PhoneOffer, 'message' | 'said'> = {},
  ): void => {
    if (asked.mac === undefined) return;
    deps.onOffer({
      at: deps.now(),
      mac: asked.mac,
      address: asked.address,
      outcome,
      ...more,
    });
  };

  const pnp = await openPnp(deps, http, neighbourOf, {
    decide: (asked) => {
      if (asked.mac === undefined || deps.policy(asked.mac, seenByPnp(asked)) !== 'offer') return undefined;
      const profile = deps.profileOf(asked.mac);
      const url = urlOf(asked.mac);
      if (profile === undefined || url === undefined) return undefined;
      return vendorFor(profile)?.pnpUrl(url, profile) ?? url;
    },
    onSeen: (asked) => {
      if (asked.mac !== undefined && asked.contactPort !== undefined) {
        listens.set(asked.mac, { address: asked.address, port: asked.contactPort });
      }
      deps.onSeen(seenByPnp(asked));
    },
    onOffered: (asked) => {
      told(asked, 'sent', { said: seenByPnp(asked, true) });
    },
    onTaken: (asked) => {
      told(asked, 'taken');
    },
    onProblem: (problem) => {
      told(problem.sighting, problem.code, { message: problem.message });
    },
    ...(deps.onError === undefined ? {} : { onError: deps.onError }),
  });

  return {
    address: deps.address,
    httpPort: http.port,
    urlOf,
    filesOf: (mac) => {
      const profile = deps.profileOf(mac);
      return profile === undefined ? undefined : files(profile);
    },
    allowFirstFetch: ({ minutes = 10, ...window }) => {
      http.firstFetch.open({ ...window, minutes });
    },
    offer: (mac) => pnp?.offer(mac) ?? false,
    act: async (action, { mac, host, port, text }) => {
      const known = listens.get(mac);
      const profile = deps.profileOf(mac);
      const vendor = vendorFor(profile ?? { mac });
      const how = vendor?.actions[action];
      if (how?.via === 'http' && profile !== undefined) {
        const { path, auth, user = 'admin' } = how;
        const password = deps.passwordOf?.(mac) ?? profile.adminPassword;
        return askPhone({ host, path, auth, user, password, localAddress: deps.address });
      }
      const notify = how === undefined ? undefined : notifyOf(how, text);
      if (notify === undefined) throw new Error(`this phone cannot be told to ${action} over the network`);
      return sipNotify(
        {
          host,
          port: port ?? (known?.address === host ? known.port : 5060),
          transport: 'udp',
          timeoutMs: 4000,
          localAddress: deps.address,
        },
        notify,
      );
    },
    also: (wish) => also.set(wish),
    pnp: pnp?.stats,
    hearOn: async (addresses) => (await pnp?.hearOn(addresses)) ?? [],
    close: async () => {
      await Promise.all([pnp?.close(), also.close()]);
      await http.close();
    },
  };
}

type PnpCallbacks = Pick<
  Parameters<typeof startPnp>[0],
  'decide' | 'onSeen' | 'onOffered' | 'onTaken' | 'onProblem' | 'onError'
>;

async function openPnp(
  deps: PhonesDeps,
  http: ProvisioningHandle,
  neighbourOf: NeighbourOf,
  callbacks: PnpCallbacks,
): Promise<PnpHandle | undefined> {
  if (!deps.sipPnp.enabled) return undefined;
  const { group, port } = deps.sipPnp;
  try {
    return await startPnp({
      address: deps.address,
      ...(group === undefined ? {} : { group }),
      ...(port === undefined ? {} : { port }),
      neighbourOf,
      now: deps.now,
      ...callbacks,
    });
  } catch (error) {
    await http.close();
    throw error;
  }
}
