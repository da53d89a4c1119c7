/** Takes into the journals what was put down about sign-ins in a hurry: first uses, and bursts of failed ones, which administrators are told of. */
import { SYSTEM } from '../../domain/kernel/actor.ts';
import { sha256 } from '../../proof/event-format.ts';
import { isPassedOver } from '../aside.ts';
import type { Database, Queryable } from '../database.ts';
import { type EventStore, isRepeatedCommand } from '../record/event-store.ts';
import { noteEach } from '../record/ledgers.ts';
import { noteInJournals } from './journal-noting.ts';
import { programmesOf } from './members.ts';
import { signInId } from './people-record.ts';

const AT_ONCE = 200;

/** Another worker looked in the same moment, and noted it with all that goes with it. */
const unlessNoted = (noting: Promise<void>): Promise<void> =>
  noting.catch((error: unknown) => {
    if (!isRepeatedCommand(error)) throw error;
  });

/** First uses of sign-ins. Returns how many. */
export async function noteFirstUses(db: Database, store: EventStore): Promise<number> {
  const waiting = await db.pool.query<{ hash: string; person: string; at: Date }>(
    `SELECT hash, person, first_used_at AS at FROM api_token
     WHERE first_used_at IS NOT NULL AND first_noted_at IS NULL AND NOT ${isPassedOver("'JOURNAL'", "'first/' || left(hash, 12)")} LIMIT ${AT_ONCE}`,
  );
  return noteEach(
    db,
    waiting.rows.map(({ hash, person, at }) => ({
      item: `first/${signInId(hash)}`,
      about: null,
      note: async () =>
        unlessNoted(
          noteInJournals(db, store, {
            programmes: await programmesOf(db, person),
            actor: SYSTEM,
            commandId: `first/${signInId(hash)}`,
            events: [{ type: 'SignInUsedFirst', data: { person, signIn: signInId(hash), at: at.toISOString() } }],
            also: async (tx) => void (await tx.query('UPDATE api_token SET first_noted_at = now() WHERE hash = $1', [hash])),
          }),
        ),
    })),
  );
}

/** Bursts of failed ones. Returns how many. */
export async function noteBursts(db: Database, store: EventStore): Promise<number> {
  const waiting = await db.pool.query<{ id: string; door: string; network: string; person: string | null; misses: number; at: Date }>(
    `SELECT id, door, network, person, misses, at FROM sign_in_burst
     WHERE noted_at IS NULL AND NOT ${isPassedOver("'JOURNAL'", "'burst/' || id")} ORDER BY id LIMIT ${AT_ONCE}`,
  );
  return noteEach(
    db,
    waiting.rows.map(({ id, door, network, person, misses, at }) => ({
      item: `burst/${id}`,
      about: null,
      note: async () => {
        const programmes = person === null ? [] : await programmesOf(db, person);
        const noting = noteInJournals(db, store, {
          programmes,
          actor: SYSTEM,
          commandId: `burst/${id}`,
          events: [{ type: 'SignInRefused', data: { person, door, network, misses, at: at.toISOString() } }],
          also: async (tx) => {
            await tx.query('UPDATE sign_in_burst SET noted_at = now() WHERE id = $1', [id]);
            // One digit mistyped is on record, and no news to anybody.
            if (misses > 1) await tellAdministrators(tx, id, programmes, { door, misses, ended: person !== null });
          },
        });
        await unlessNoted(noting);
      },
    })),
  );
}

const DOORS: Readonly<Record<string, { zh: string; en: string }>> = {
  api: { zh: '接口登录', en: 'sign-ins to the API' },
  inbound: { zh: '收信接口密钥', en: 'tries at the secret of incoming mail' },
  setup: { zh: '初始化码', en: 'tries at the setup code' },
  link: { zh: '邮件链接', en: 'tries at links of mails' },
};

/** Of the programmes concerned, or of all where nobody knows whom it concerns; the office where there is no administrator. */
async function tellAdministrators(
  tx: Queryable,
  burst: string,
  programmes: readonly string[],
  { door, misses, ended }: { readonly door: string; readonly misses: number; readonly ended: boolean },
): Promise<void> {
  const words = DOORS[door] ?? { zh: door, en: door };
  const detail = {
    zh: `同一网络在一分钟内至少 ${misses} 次失败的${words.zh}${ended ? '（使用的是已失效的登录）' : ''}，现已限制；正常登录不受影响`,
    en: `at least ${misses} failed ${words.en} came from one network within a minute${ended ? ' (with a sign-in that has ended)' : ''}; it is held back now, good sign-ins are not`,
  };
  const found = await tx.query<{ programme: string; people: readonly string[] }>(
    `SELECT m.programme, array_agg(m.person ORDER BY m.person) AS people FROM standing m JOIN case_state c ON c.stream = m.stream
     WHERE m.kind = 'MEMBER' AND c.status = 'RUNNING' AND (cardinality($1::text[]) = 0 OR m.programme = ANY($1))
       AND (m.role = 'ADMINISTRATOR' OR m.role = 'PROGRAMME_OFFICER' AND NOT EXISTS (
         SELECT 1 FROM standing a WHERE a.stream = m.stream AND a.kind = 'MEMBER' AND a.role = 'ADMINISTRATOR'))
     GROUP BY m.programme ORDER BY m.programme`,
    [programmes],
  );
  const told = new Set<string>();
  for (const { programme, people } of found.rows) {
    for (const person of people) {
      if (told.has(person)) continue;
      told.add(person);
      await tx.query(
        `INSERT INTO notice (id, stream, version, template, recipient, message_id, detail, created_at)
         VALUES ($1::text, $2, 0, 'guesses', $3, $1::text, $4::jsonb, now()) ON CONFLICT (id) DO NOTHING`,
        [sha256(`burst/${burst}/${person}`).slice(0, 32), `programme/${programme}`, person, JSON.stringify(detail)],
      );
    }
  }
}
