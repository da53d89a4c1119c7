/** The CLI as a client of the API: one person's sign-in, answers as JSON, problems as sentences with their faults. */
import { randomUUID } from 'node:crypto';
import type { Text } from '../domain/kernel/values.ts';
import { SetupError } from '../local/setup-error.ts';
import { whereIsTheService, withDatabase } from './connect.ts';
import { pick, setupError } from './declare.ts';

/** `lang`: of what the service says when it refuses; without it, both. */
export type SignIn = { readonly as?: string; readonly lang?: string };

export type ApiSession = {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: object): Promise<T>;
  bytes(path: string): Promise<Buffer>;
  upload<T>(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<T>;
};

type Problem = {
  readonly title: string;
  readonly titleZh: string;
  readonly code: string;
  readonly faults?: readonly string[];
  readonly faultsZh?: readonly string[];
};

/** Errors: SetupError without a sign-in, or when nothing answers; with what the service says when it refuses. */
export async function signIn({ as, lang }: SignIn): Promise<ApiSession> {
  const where = await whereIsTheService();
  const token = as === undefined ? where.settings.token : await tokenFor(as, lang ?? 'en');
  if (token === null) {
    throw setupError(
      lang ?? 'en',
      { zh: '您没有登录。', en: 'You are not signed in.' },
      {
        zh: '在数据库所在的机器上加 --as 人员代码，或设置 TUOJIAN_TOKEN（`tuojian user token 人员代码`）。',
        en: 'Add --as PERSON where the database is at hand, or set TUOJIAN_TOKEN (`tuojian user token PERSON`).',
      },
    );
  }
  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const url = `${where.apiUrl}${path}`;
    const response = await fetch(url, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } }).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : 'no answer';
      throw setupError(
        lang ?? 'en',
        { zh: `${where.apiUrl} 没有应答（${why}）。`, en: `Nothing answers at ${where.apiUrl} (${why}).` },
        { zh: '请在另一个终端运行 `npm start`，或查看 `tuojian doctor`。', en: 'Run `npm start` in another terminal, or see `tuojian doctor`.' },
      );
    });
    if (response.ok) return response;
    // What our own service answers, by its OpenAPI document.
    const problem = (await response.json()) as Problem;
    throw refusalOf(problem, lang);
  }
  return {
    get: async <T>(path: string) => (await (await ask(path)).json()) as T, // as the document of this API says
    bytes: async (path) => Buffer.from(await (await ask(path)).arrayBuffer()),
    upload: async <T>(path: string, bytes: Uint8Array<ArrayBuffer>) => {
      const headers = { 'content-type': 'application/octet-stream' };
      return (await (await ask(path, { method: 'POST', headers, body: bytes })).json()) as T; // as the document of this API says
    },
    post: async <T>(path: string, body: object) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
      return (await (await ask(path, { method: 'POST', headers, body: JSON.stringify(body) })).json()) as T; // as the document of this API says
    },
  };
}

/** In the language that the command was asked for. */
function refusalOf({ code, title, titleZh, faults = [], faultsZh = faults }: Problem, lang: string | undefined): SetupError {
  const [said, list] = lang === undefined ? [`${titleZh} ${title}`, faults] : lang === 'en' ? [title, faults] : [titleZh, faultsZh];
  return new SetupError([`${code}: ${said}`, ...list.map((fault) => `  ${fault}`)].join('\n'), pick(NOTHING_RECORDED, lang ?? 'en'));
}
const NOTHING_RECORDED: Text = { zh: '未记录任何内容。', en: 'Nothing was recorded.' };

const SEE_PEOPLE: Text = { zh: '见 `npx tuojian user list`。', en: 'See `npx tuojian user list`.' };

/** A command and the answer to a question about it. */
const AS_HOURS = 1;

/** A sign-in of its own, where the database itself is at hand: it stands in the record, and the person is told. */
const tokenFor = (person: string, lang: string): Promise<string> =>
  withDatabase(async (db) => {
    const { findPeople } = await import('../prisma/people/people.ts');
    const { issueSignIn } = await import('../prisma/people/people-record.ts');
    const { recorderOf } = await import('../prisma/record/event-store.ts');
    if (!(await findPeople(db, [person])).has(person))
      throw setupError(lang, { zh: `没有 ${person} 这个人。`, en: `There is no person ${person}.` }, SEE_PEOPLE);
    return issueSignIn(db, recorderOf(db), { person, hours: AS_HOURS, kind: 'AS', by: 'operator', basis: '' });
  });
