/** The command line: `npm run -s switchroom -- <what>`. Data on standard output, notes on standard error. */
import { readArguments } from './cli/arguments.ts';
import { CliError } from './cli/exit.ts';
import { run } from './cli/run.ts';

try {
  process.exitCode = await run(readArguments(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof CliError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.code;
}
