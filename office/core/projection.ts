/**
 * The rows of runtime.sqlite3, which Asterisk reads while calls run. They are a pure function of the office's rows;
 * each names its owner, so the screen can answer "why is this here?" and one owner's rows can be replaced alone.
 * Texts in here end up in dialplan arguments: only generated ids, checked digits and fixed words, never user text
 * (`${` has no escape in a dialplan). Names for people travel in `callerid` of an endpoint and in `shown`, filtered.
 */

/** A dialplan label, `context,exten,1`: where a call goes next. */
export type Target = `${string},${string},1`;

export interface RuntimeTables {
  /** A number that phones can dial. */
  dial: { number: string; target: Target };
  /** An extension with the settings that phones may also change themselves, by feature code. */
  exten: {
    id: string;
    number: string;
    dnd: 0 | 1;
    call_waiting: 0 | 1;
    seconds: number;
    mailbox: string;
    always_on: 0 | 1;
    always_number: string;
    always_node: string;
    busy_on: 0 | 1;
    busy_number: string;
    no_answer_on: 0 | 1;
    no_answer_number: string;
    unreachable_on: 0 | 1;
    unreachable_number: string;
    /** `,+6531234567,101,`: callers that reach the own devices although calls are forwarded. */
    vips: string;
  };
  /** A node of a call flow; `kind` is the context `node-<kind>` of the program. */
  node: {
    id: string;
    kind: string;
    ext: string;
    seconds: number;
    next: string;
    mode: string;
    shown: string;
    value: string;
  };
  /** A device that a node rings. */
  leg: {
    id: string;
    node: string;
    position: number;
    device: string;
    ext: string;
    member: string;
    start: number;
    seconds: number;
    skip_busy: 0 | 1;
    signed_out: 0 | 1;
  };
  ps_endpoints: {
    id: string;
    aors: string;
    auth: string;
    context: string;
    disallow: string;
    allow: string;
    direct_media: string;
    rewrite_contact: string;
    rtp_symmetric: string;
    force_rport: string;
    callerid: string;
    subscribe_context: string;
    media_encryption: string;
    set_var: string;
    device_state_busy_at: number;
    moh_suggest: string;
    language: string;
  };
  ps_auths: { id: string; auth_type: string; username: string; password: string };
  ps_aors: {
    id: string;
    max_contacts: number;
    remove_existing: string;
    qualify_frequency: number;
    mailboxes: string;
  };
  voicemail: { id: string; context: string; mailbox: string; password: string; fullname: string };
}

export type RuntimeTable = keyof RuntimeTables;

export type ProjectedRow = { [T in RuntimeTable]: { table: T; row: RuntimeTables[T] } }[RuntimeTable];

export function projected<T extends RuntimeTable>(table: T, row: RuntimeTables[T]): ProjectedRow {
  return { table, row } as ProjectedRow; // Safe: the pair is correlated by T, which the union cannot express.
}

/**
 * A name as it may travel in a caller id: letters, digits, space and `.'-_` of any script, at most 40 characters.
 * Everything that Asterisk or SIP could read as syntax is left out.
 */
export function shownName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N} .'_-]/gu, ' ')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, 40)
    .trim();
}
