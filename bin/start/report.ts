/** What `start` says: a line for each thing that came up. */
import { seconds } from "../build/step.ts";

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function sayReady(name: string, address: string, tookMs: number): void {
  say(`${name.padEnd(16)}${address.padEnd(24)}${seconds(tookMs)}`);
}
