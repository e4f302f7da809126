// Runs the stages one after the other, those that only read files together: a heading and a duration each, stop at the first
// that fails, one closing line.
import fs from 'node:fs';
import path from 'node:path';
import { add, closingLine, nothing, readReport } from './counts.mjs';
import { withDisplay } from './display.mjs';
import { electronRuntime } from './electron.mjs';
import { say, seconds, SetupError } from './log.mjs';
import { moduleFile, results } from './places.mjs';
import { foreground } from './run.mjs';
import { stages } from './stages.mjs';

const print = (text) => process.stdout.write(`${text}\n`);

/** Both runners keep their readable output and write JSON beside it. */
function reporting(stage, file) {
  if (stage.report === 'vitest')
    return { args: ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`] };
  if (stage.report === 'playwright') {
    return { args: ['--reporter=list,json'], env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file } };
  }
  return { args: [] };
}

async function runStage(stage) {
  const start = Date.now();
  print(`\n== ${stage.title}`);
  const file = path.join(results, `${stage.id}.json`);
  fs.rmSync(file, { force: true });
  const { args, env = {} } = reporting(stage, file);
  let code = 0;
  for (const [tool, ...own] of stage.run) {
    const command = [process.execPath, moduleFile(tool), ...own, ...args];
    const [program, ...rest] = stage.display ? withDisplay(command, { always: true }) : command;
    code ||= await foreground(program, rest, {
      env: { ...process.env, ...electronRuntime().env, ...stage.env, ...env },
    });
  }
  print(`== ${stage.title}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds(start)}`);
  const counted = stage.report ? readReport(stage.report, file) : nothing;
  return { code, counted: code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted };
}

function chosen(ids) {
  const unknown = ids.filter((id) => !stages.some((stage) => stage.id === id));
  if (unknown.length > 0) {
    throw new SetupError(`No stage ${unknown.join(', ')}. There are: ${stages.map((stage) => stage.id).join(', ')}.`);
  }
  return ids.length === 0 ? stages.filter((stage) => !stage.isExtra) : stages.filter((stage) => ids.includes(stage.id));
}

function together(list) {
  const groups = [];
  for (const stage of list) {
    const last = groups.at(-1);
    if (stage.beside !== undefined && last?.[0].beside === stage.beside) last.push(stage);
    else groups.push([stage]);
  }
  return groups;
}

export async function runStages(ids) {
  const start = Date.now();
  fs.mkdirSync(results, { recursive: true });
  let sum = nothing;
  for (const group of together(chosen(ids))) {
    const outcomes = await Promise.all(group.map(runStage));
    for (const { counted } of outcomes) sum = add(sum, counted);
    const failed = outcomes.find(({ code }) => code !== 0);
    if (!failed) continue;
    print(`\n${closingLine(sum)}`);
    return failed.code;
  }
  if (sum.skipped > 0) print(`\n${sum.skipped} skipped`);
  say(`all stages took ${seconds(start)}`);
  print(`\n${closingLine(sum)}`);
  return 0;
}
