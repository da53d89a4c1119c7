/** What commands declare alike. Deliberately absent: commands (commands/, one file each). */
import { Command } from 'commander';
import type { Text } from '../domain/kernel/values.ts';
import { SetupError } from '../local/setup-error.ts';

/** `tuojian NAME …`: commands of one subject, in the order of its help. */
export function group(name: string, description: string, commands: readonly Command[]): Command {
  const parent = new Command(name).description(description);
  for (const command of commands) parent.addCommand(command);
  return parent;
}

/** For commands that ask the API in one person's name (api-session.ts). */
export const SIGN_IN = ['--as <person>', 'sign in as this person, where the database is at hand (else TUOJIAN_TOKEN)'] as const;
export const LANG = ['--lang <lang>', 'zh or en', 'zh'] as const;
export const PROGRAMME = ['--programme <code>', 'the programme, for example QH'] as const;

/** In the language of LANG. */
export const pick = ({ zh, en }: Text, lang: string | undefined): string => (lang === 'en' ? en : zh);

/** The same as a reason to stop; with every fault below it. */
export const setupError = (lang: string, what: Text, wayOut: Text, faults: readonly Text[] = []): SetupError =>
  new SetupError([pick(what, lang), ...faults.map((fault) => `  ${pick(fault, lang)}`)].join('\n'), pick(wayOut, lang));

/** For options that may be repeated. */
export const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
