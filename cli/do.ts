/** `tuojian do STREAM COMMAND`: any command that the API takes, in one person's name. */
import path from 'node:path';
import { CASE_KINDS } from '../domain/cases.ts';
import { SetupError } from '../local/setup-error.ts';
import { type SignIn, signIn } from './api-session.ts';
import { bytesOfFile } from './files.ts';
import { readJsonArgument } from './json-argument.ts';

type Recorded = {
  readonly stream: string;
  readonly version: number;
  readonly status: string;
  readonly events: readonly { readonly version: number; readonly type: string }[];
};

export async function doCommand(
  stream: string,
  command: string,
  options: SignIn & { readonly data: string; readonly attach?: readonly string[] },
): Promise<void> {
  if (!CASE_KINDS.some((kind) => stream.startsWith(`${kind}/`))) {
    throw new SetupError(`"${stream}" names no case.`, `Write KIND/ID with one of ${CASE_KINDS.join(', ')}.`);
  }
  const data = readJsonArgument(options.data);
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new SetupError('--data is no JSON object.', 'Write \'{"field": …}\'.');
  const files = (options.attach ?? []).map((file) => ({ name: path.basename(file), bytes: Uint8Array.from(bytesOfFile(file)) }));
  const api = await signIn(options);
  const documents = [];
  for (const { name, bytes } of files) {
    const { title, sha256 } = await api.upload<{ title: string; sha256: string }>(`/api/v1/files?name=${encodeURIComponent(name)}`, bytes);
    documents.push({ title, sha256 });
  }
  const answer = await api.post<Recorded>(`/api/v1/${stream}/commands`, {
    type: command,
    ...data,
    ...(documents.length === 0 ? {} : { documents: [...documentsIn(data), ...documents] }),
  });
  for (const { version, type } of answer.events) process.stdout.write(`  ${stream}@${version}  ${type}\n`);
  process.stdout.write(`${stream} is ${answer.status}\n`);
}

const documentsIn = (data: object): readonly unknown[] => ('documents' in data && Array.isArray(data.documents) ? data.documents : []);
