/**
 * Whether a dialplan still takes emergency calls: asked of the text before it is written, and of what Asterisk says it has
 * loaded. It knows nothing of how the text came to be, so that no fault in making it can hide here too.
 */

export interface Step {
  context: string;
  exten: string;
  priority: number;
  /** `Goto(emergency,112,1)` */
  does: string;
}

/** Reads the part of extensions.conf's language that the program uses. */
export function stepsOf(dialplan: string): Step[] {
  const steps: Step[] = [];
  let context = '';
  let exten = '';
  let priority = 0;
  for (const line of dialplan.split('\n')) {
    const text = line.replace(/(?<!\\);.*$/, '').trim();
    const section = /^\[([^\]]+)\]/.exec(text);
    if (section) [context, exten, priority] = [section[1] ?? '', '', 0];
    const first = /^exten\s*=>?\s*([^,]+),\s*([^,]+),\s*(.+)$/.exec(text);
    const same = /^same\s*=>?\s*([^,]+),\s*(.+)$/.exec(text);
    const [number, does] = first ? [first[2], first[3]] : same ? [same[1], same[2]] : [undefined, undefined];
    if (first) exten = first[1] ?? '';
    if (number === undefined || does === undefined) {
      if (/^(include|switch|lswitch|eswitch|ignorepat)\s*=>?/i.test(text))
        steps.push({ context, exten: '', priority: 0, does: text });
      continue;
    }
    priority = /^n/.test(number) ? priority + 1 : Number(number.replace(/\D.*$/, '')) || 0;
    steps.push({ context, exten, priority, does });
  }
  return steps;
}

/** The route, in the order in which it happens; each is looked for behind the one before. */
const route = [
  /^UserEvent\(EmergencyCall,/,
  /^Set\(GROUP\(emergency\)=up\)/,
  /^Gosub\(emergency-who,s,1\)/,
  /^Set\(LEFT=\$\{HASH\(E,trunks\)\}\)/,
  /^Gosub\(emergency-by,/,
  /^Set\(LEFT=\$\{UNASKED\}\)/,
  /^Gosub\(emergency-by,/,
  /^Gosub\(emergency-room,/,
  /^Answer\(\)/,
  /^Playback\(ss-noservice\)/,
];

/** What may never stand in it: questions to people, rules, schedules, files, and everything that waits for somebody. */
const forbidden =
  /\b(Authenticate|Read|GotoIfTime|IFTIME|DISA|AGI|System|TrySystem|DB|DB_DELETE|REALTIME_STORE|ask-pin|passcode|outside_|schedule|VoiceMail|Queue)\s*\(|REALTIME_(?:FIELD|HASH)\((?!emergency)/;

const contexts = [
  'emergency',
  'emergency-who',
  'emergency-by',
  'emergency-host',
  'emergency-leg',
  'emergency-taken',
  'emergency-room',
  'emergency-tell',
];

/** Where phones begin: those of somebody, and those that are nobody's yet. */
const phoneContexts = ['from-phone', 'from-claim'];

/** All that a loaded dialplan is asked for. */
export const emergencyContexts: readonly string[] = [...phoneContexts, 'trunk', ...contexts];

/** In words; empty: emergency calls get through as far as a dialplan can say. */
export function emergencyFaults(steps: readonly Step[]): string[] {
  const faults: string[] = [];
  const of = (context: string, exten?: string) =>
    steps.filter((step) => step.context === context && (exten === undefined || step.exten === exten));
  for (const [number, target] of [
    ['112', '112'],
    ['911', '911'],
    ['0112', '112'],
    ['9112', '112'],
    ['0911', '911'],
    ['9911', '911'],
  ]) {
    for (const context of phoneContexts) {
      const does = of(context, number).map((step) => step.does);
      if (does.length !== 1 || does[0] !== `Goto(emergency,${target},1)`)
        faults.push(`a phone that dials ${number} does not get straight to the emergency route`);
    }
  }
  const extens = new Set(of('emergency').map(({ exten }) => exten));
  if (extens.size !== 1 || !extens.has('_[0-9].')) faults.push('the emergency route is not one for all numbers');
  let at = 0;
  const does = of('emergency', '_[0-9].').map((step) => step.does);
  for (const wanted of route) {
    const found = does.findIndex((text, index) => index >= at && wanted.test(text));
    if (found < 0) {
      faults.push(`the emergency route lacks ${wanted.source}`);
      break;
    }
    at = found + 1;
  }
  for (const context of contexts) {
    if (of(context).length === 0) faults.push(`the context ${context} is missing`);
    for (const step of of(context)) {
      if (step.priority === 0) faults.push(`${context} takes over something else: ${step.does}`);
      if (forbidden.test(step.does)) faults.push(`${context} does what no emergency call may wait for: ${step.does}`);
    }
  }
  if (of('trunk').length === 0) faults.push('the context trunk is missing');
  return faults;
}

/** Of the text, before it is written. */
export const dialplanFaults = (dialplan: string): string[] => emergencyFaults(stepsOf(dialplan));
