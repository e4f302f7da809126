// Runs the stages: a heading and a duration each, stop at the first that fails, one closing line. Those that wait most of
// the time run one after the other, those that only read and compute two at a time with what the processor has left.
import fs from 'node:fs';
import os from 'node:os';
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

/** `isHeld`: other stages run at the same time, so it gives way to them, and its output is shown at its end. */
async function runStage(stage, isHeld) {
  const start = Date.now();
  const heading = `\n== ${stage.title}`;
  if (!isHeld) print(heading);
  const file = path.join(results, `${stage.id}.json`);
  fs.rmSync(file, { force: true });
  const { args, env = {} } = reporting(stage, file);
  const output = path.join(results, `${stage.id}.log`);
  const fd = isHeld ? fs.openSync(output, 'w') : undefined;
  const way = isHeld ? { stdio: ['ignore', fd, fd], priority: os.constants.priority.PRIORITY_LOW } : {};
  let code = 0;
  for (const [tool, ...own] of stage.run) {
    const command = [process.execPath, moduleFile(tool), ...own, ...args];
    const [program, ...rest] = stage.display ? withDisplay(command, { always: true }) : command;
    code ||= await foreground(program, rest, {
      env: { ...process.env, ...electronRuntime().env, ...stage.env, ...env },
      ...way,
    });
  }
  if (isHeld) {
    fs.closeSync(fd);
    print(`${heading}\n${fs.readFileSync(output, 'utf8').trimEnd()}`);
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

/** Runs `stages` with `run`, which gives an exit code; gives the first that is not 0, after which no other stage begins. */
export async function runInLanes(stages, run) {
  let failed = 0;
  const lane = async (list, isHeld, before) => {
    for (const stage of list) {
      await before?.(stage);
      if (failed !== 0) return;
      const code = await run(stage, isHeld);
      failed ||= code;
    }
  };
  const reading = stages.filter((stage) => stage.isReading).values();
  const isHeld = stages.length > 1;
  const readers = Promise.all([lane(reading, isHeld), lane(reading, isHeld)]);
  const waiting = stages.filter((stage) => !stage.isReading);
  await Promise.all([readers, lane(waiting, false, (stage) => (stage.isAlone ? readers : undefined))]);
  return failed;
}

export async function runStages(ids) {
  const start = Date.now();
  fs.mkdirSync(results, { recursive: true });
  let sum = nothing;
  const failed = await runInLanes(chosen(ids), async (stage, isHeld) => {
    const { code, counted } = await runStage(stage, isHeld);
    sum = add(sum, counted);
    return code;
  });
  if (failed === 0) {
    if (sum.skipped > 0) print(`\n${sum.skipped} skipped`);
    say(`all stages took ${seconds(start)}`);
  }
  print(`\n${closingLine(sum)}`);
  return failed;
}
