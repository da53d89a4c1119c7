/** Cards for group bots: made from the notices of a programme, one an occasion; claimed and settled like mails. */
import { NOTICE_TEMPLATES, type NoticeTemplate } from '../../domain/notice/due.ts';
import { type Topic, topicOf } from '../../domain/notice/preference.ts';
import { peopleTold, type ToldFacts } from '../../domain/notice-facts.ts';
import type { Person } from '../../domain/person.ts';
import type { CaseDetail } from '../../domain/views.ts';
import { setAside, settleAside } from '../aside.ts';
import { caseByStream } from '../cases/cases.ts';
import type { Database } from '../database.ts';
import { overLostWays } from '../lost-way.ts';
import { findPeople } from '../people/people.ts';
import { toldBy } from './told.ts';

/** Long enough for a worker that was down to make up for it, short enough that a new bot does not tell old news. */
const LOOK_BACK = '30 minutes';

/**
 * Makes cards of what the notices of a programme tell, as far as the bot's topics reach and one of those concerned lets
 * chats speak of it. The same occasion gives one card, whoever asks and however often.
 */
export async function enqueueCards(
  db: Database,
  bot: { readonly name: string; readonly programme: string; readonly topics: readonly Topic[]; readonly since: Date },
): Promise<void> {
  const wanted = NOTICE_TEMPLATES.flatMap((template) => {
    const topic = topicOf(template);
    return topic !== 'ASKED' && bot.topics.includes(topic) ? [{ template, topic }] : [];
  });
  await db.pool.query(
    `INSERT INTO bot_card (id, bot, stream, version, template, created_at)
     SELECT DISTINCT $1::text || '/' || n.stream || '@' || n.version || '/' || n.template, $1::text, n.stream, n.version, n.template, now()
     FROM notice n JOIN case_state c USING (stream)
       JOIN unnest($3::text[], $4::text[]) AS w (template, topic) ON w.template = n.template
       LEFT JOIN preference p ON p.person = n.recipient
     WHERE c.programme = $2 AND n.version > 0 AND n.created_at > GREATEST(now() - interval '${LOOK_BACK}', $5::timestamptz)
       AND COALESCE((p.wishes->'events'->n.template->>'chat')::boolean, (p.wishes->'chat'->>w.topic)::boolean, true)
     ON CONFLICT (id) DO NOTHING`,
    [bot.name, bot.programme, wanted.map((w) => w.template), wanted.map((w) => w.topic), bot.since],
  );
}

export type ClaimedCard = {
  readonly id: string;
  readonly template: NoticeTemplate;
  readonly attempts: number;
  readonly about: CaseDetail | null;
  readonly facts: ToldFacts;
  readonly names: ReadonlyMap<string, Person>;
};

/** How many cards a bot posted within the last minute; and those that wait, as far as they may go out now. */
export async function claimCards(db: Database, bot: string, most: number): Promise<readonly ClaimedCard[]> {
  const claimed = await db.pool.query<{ id: string; stream: string; version: number; template: string; attempts: number }>(
    `UPDATE bot_card SET claimed_until = now() + interval '1 minute', attempts = attempts + 1
     WHERE id IN (SELECT id FROM bot_card WHERE bot = $1 AND status = 'QUEUED' AND (not_before IS NULL OR not_before <= now())
       AND (claimed_until IS NULL OR claimed_until < now()) ORDER BY created_at, id LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING id, stream, version, template, attempts`,
    [bot, most],
  );
  const made = await Promise.all(
    claimed.rows.map(async ({ id, stream, version, template, attempts }) => {
      try {
        const about = await caseByStream(db, stream);
        const known = NOTICE_TEMPLATES.find((name) => name === template) ?? 'task';
        const facts = await factsOfCard(db, { stream, version, template }, about);
        return [{ id, template: known, attempts, about, facts, names: await findPeople(db, peopleTold(facts)) }];
      } catch (error) {
        await putCardAside(db, id, stream, error);
        return [];
      }
    }),
  );
  return made.flat();
}

/** A card tells what the mails of its occasion tell; of those that tell several people apart, what one of them does. */
async function factsOfCard(
  db: Database,
  { stream, version, template }: { readonly stream: string; readonly version: number; readonly template: string },
  about: CaseDetail | null,
): Promise<ToldFacts> {
  const found = await db.pool.query<{ recipient: string; task: number | null; facts: ToldFacts | null }>(
    'SELECT recipient, task, facts FROM notice WHERE stream = $1 AND version = $2 AND template = $3 ORDER BY id LIMIT 1',
    [stream, version, template],
  );
  const row = found.rows[0];
  return row === undefined ? {} : (await toldBy(db, { ...row, stream, version, template, detail: null }, about)).facts;
}

export async function postedLastMinute(db: Database, bot: string): Promise<number> {
  const found = await db.pool.query<{ posts: number }>(
    `SELECT count(DISTINCT outcome)::int AS posts FROM bot_card WHERE bot = $1 AND sent_at > now() - interval '1 minute'`,
    [bot],
  );
  return found.rows[0]?.posts ?? 0;
}

/** A card that is out is out: it is noted as soon as the way to PostgreSQL is back. */
const SETTLE = { limitMs: 20_000 };

/** `outcome` of sent cards names the post, which several share when a burst was merged. */
export async function settleCards(
  db: Database,
  ids: readonly string[],
  settled: { readonly status: 'SENT' | 'QUEUED' | 'REFUSED'; readonly outcome: string; readonly notBefore?: Date },
): Promise<void> {
  const settle = () =>
    db.pool.query(
      `UPDATE bot_card SET status = $2::text, outcome = $3, not_before = $4::timestamptz, claimed_until = NULL, sent_at = CASE WHEN $2::text = 'SENT' THEN now() END WHERE id = ANY($1)`,
      [ids, settled.status, settled.outcome.slice(0, 200), settled.notBefore ?? null],
    );
  await overLostWays(settle, SETTLE);
  for (const id of ids) await settleAside(db, 'BOTS', id);
}

/** Sets a card aside until its next try. */
export async function putCardAside(db: Database, card: string, about: string | null, reason: unknown): Promise<void> {
  if (!(await setAside(db, { loop: 'BOTS', item: card, about, reason }))) return;
  await db.pool.query(
    `UPDATE bot_card c SET claimed_until = NULL, not_before = a.next_try, outcome = 'set aside' FROM set_aside a WHERE c.id = $1 AND a.loop = 'BOTS' AND a.item = c.id`,
    [card],
  );
}

/** Nothing of this bot goes out before then: its vendor has locked it. */
export async function holdCards(db: Database, bot: string, until: Date): Promise<void> {
  await db.prisma.botCard.updateMany({ where: { bot, status: 'QUEUED' }, data: { notBefore: until } });
}
