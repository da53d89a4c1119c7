/** `tuojian do STREAM COMMAND`: any command that the API takes, in one person's name. */
import { CASE_KINDS } from '../domain/case.ts';
import { SetupError } from '../local/setup-error.ts';
import { type SignIn, signIn } from './api-session.ts';
import { readJsonArgument } from './json-argument.ts';

type Recorded = {
  readonly stream: string;
  readonly version: number;
  readonly status: string;
  readonly events: readonly { readonly version: number; readonly type: string }[];
};

export async function doCommand(stream: string, command: string, options: SignIn & { readonly data: string }): Promise<void> {
  if (!CASE_KINDS.some((kind) => stream.startsWith(`${kind}/`))) {
    throw new SetupError(`"${stream}" names no case.`, `Write KIND/ID with one of ${CASE_KINDS.join(', ')}.`);
  }
  const data = readJsonArgument(options.data);
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new SetupError('--data is no JSON object.', 'Write \'{"field": …}\'.');
  const api = await signIn(options);
  const answer = await api.post<Recorded>(`/api/v1/${stream}/commands`, { type: command, ...data });
  for (const { version, type } of answer.events) process.stdout.write(`  ${stream}@${version}  ${type}\n`);
  process.stdout.write(`${stream} is ${answer.status}\n`);
}
