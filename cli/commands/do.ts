/** `tuojian do STREAM COMMAND`: any command that the API takes, in one person's name. */
import path from 'node:path';
import { Command } from 'commander';
import { SetupError } from '../../local/setup-error.ts';
import { type SignIn, signIn } from '../api-session.ts';
import { LANG, pick, SIGN_IN } from '../declare.ts';
import { bytesOfFile } from '../files.ts';
import { nowIs } from '../now-is.ts';
import { say } from '../output.ts';

type Options = SignIn & { readonly lang: string; readonly data: string; readonly attach?: readonly string[] };

type Recorded = {
  readonly stream: string;
  readonly version: number;
  readonly status: string;
  readonly events: readonly { readonly version: number; readonly type: string }[];
};

export const doCommand = new Command('do')
  .argument('<stream>', 'the case, for example approval/QH-01.FSR')
  .argument('<command>', 'what is asked of it, for example HandOver')
  .option('--data <json>', "the command's fields as JSON, or @FILE", '{}')
  .option('--attach <file...>', 'documents to hand in with it')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('ask something of a case, as the API takes it; answered when it is recorded')
  .action(async (stream: string, command: string, options: Options) => {
    const { CASE_KINDS } = await import('../../domain/cases.ts');
    const { readJsonArgument } = await import('../json-argument.ts');
    if (!CASE_KINDS.some((kind) => stream.startsWith(`${kind}/`))) {
      throw new SetupError(`"${stream}" names no case.`, `Write KIND/ID with one of ${CASE_KINDS.join(', ')}.`);
    }
    const data = readJsonArgument(options.data, options.lang);
    if (typeof data !== 'object' || data === null || Array.isArray(data))
      throw new SetupError('--data is no JSON object.', 'Write \'{"field": …}\'.');
    const files = (options.attach ?? []).map((file) => ({ name: path.basename(file), bytes: Uint8Array.from(bytesOfFile(file, options.lang)) }));
    const api = await signIn(options);
    const documents = [];
    for (const { name, bytes } of files) {
      const { title, sha256 } = await api.upload<{ title: string; sha256: string }>(`/api/v1/files?name=${encodeURIComponent(name)}`, bytes);
      documents.push({ title, sha256 });
    }
    // Remarks and supplements of an approval hold documents; every other act holds the files that prove it.
    const field = stream.startsWith('approval/') ? 'documents' : 'files';
    const answer = await api.post<Recorded>(`/api/v1/${stream}/commands`, {
      type: command,
      ...data,
      ...(documents.length === 0 ? {} : { [field]: [...listIn(data, field), ...documents] }),
    });
    const { factsOf } = await import('../../domain/audit/facts.ts');
    for (const { version, type } of answer.events)
      say(`  ${stream}@${version}  ${pick(factsOf(stream, type) ?? { zh: type, en: type }, options.lang)}`);
    say(pick(nowIs(answer), options.lang));
  });

const listIn = (data: object, field: string): readonly unknown[] => {
  const there: unknown = Object.entries(data).find(([key]) => key === field)?.[1];
  return Array.isArray(there) ? there : [];
};
