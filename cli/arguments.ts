/**
 * What a command was given on the command line, looked at before any command runs: by the same check as at every other
 * door (domain/text). Deliberately absent: what an argument means.
 */
import type { Command } from 'commander';
import { faultOfText } from '../domain/text/check.ts';
import { visible } from '../domain/text/shown.ts';
import { SetupError } from '../local/setup-error.ts';

/** Error: SetupError that names the argument or option, and what is wrong with it. */
export function checkArguments(command: Command): void {
  command.registeredArguments.forEach((argument, index) => {
    checkTexts(command.processedArgs[index], `<${argument.name()}>`);
  });
  for (const [name, value] of Object.entries(command.opts()))
    checkTexts(value, `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
}

function checkTexts(value: unknown, name: string): void {
  if (Array.isArray(value)) for (const one of value) checkTexts(one, name);
  if (typeof value === 'string') checkedText(value, name);
}

function checkedText(text: string, name: string): void {
  const fault = faultOfText(text);
  if (fault === null) return;
  throw new SetupError(`${name} "${visible(text.slice(0, 60))}" ${fault.en}.`, 'Type it anew; nothing was done.');
}
