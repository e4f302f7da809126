#!/usr/bin/env node
// The one command behind npm start, npm test and the rest: gets whatever is missing, then runs the verb. It needs
// nothing but Node >= 18 and its built-ins, because on a fresh machine that is all there is. Progress goes to stderr
// and only when there is work, so that the output of "switchroom" and "bench" can be piped.
import { main } from './bootstrap/main.mjs';

await main(process.argv.slice(2));
