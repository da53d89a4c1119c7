/**
 * The public questionnaires of programmes as wholes (docs/adr/0112): opening one, what it asks, and closing it, by which its
 * answers become batches of the programme. Each step stands in one transaction with its event in the programme's journal.
 * Deliberately absent: taking answers in (public-answers.ts), and who may (api/routes/programme-questionnaire.ts).
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Actor } from '../../domain/kernel/actor.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { IsoDate } from '../../domain/kernel/values.ts';
import type { SurveyAnswer } from '../../domain/stages/survey/answer.ts';
import { batchOfForm, type FormBatch, type OpeningForm, type ProgrammeForm } from '../../domain/stages/survey/programme-form.ts';
import { STRATA } from '../../domain/standards/demand.ts';
import { type Database, type Queryable, type Source, through } from '../database.ts';
import { announce } from '../live.ts';
import { noteInJournals } from '../people/journal-noting.ts';
import type { EventStore } from '../record/event-store.ts';
import { eachResponse, endForm, FILE_NAME, hashOf, SECRET_BYTES, TOKEN_BYTES } from './public-answers.ts';
import { storeBatch } from './surveys.ts';

const FOUND = `SELECT f.link, f.programme, f.version, f.areas, f.standards, f.basis, f.closes_on AS "closesOn", f.opened_by AS "openedBy",
  f.opened_on AS "openedOn", f.ended_on AS "endedOn", f.batches FROM programme_form f JOIN survey_link l ON l.hash = f.link`;

/** The one that is open, else the last; null: none was opened. */
export async function programmeFormOf(source: Source, programme: string): Promise<ProgrammeForm | null> {
  const { rows } = await through(source).query<ProgrammeForm>(
    `${FOUND} WHERE f.programme = $1 ORDER BY f.ended_on IS NULL DESC, l.opened_at DESC LIMIT 1`,
    [programme],
  );
  return rows[0] ?? null;
}

/** Null: no programme has opened it. */
export async function programmeFormBy(source: Source, link: string): Promise<ProgrammeForm | null> {
  const { rows } = await through(source).query<ProgrammeForm>(`${FOUND} WHERE f.link = $1`, [link]);
  return rows[0] ?? null;
}

/** Its answers are told apart from those of another of the programme; whoever answers both is known again by the programme's one secret. */
async function makeProgrammeLink(tx: Queryable, programme: string, token: string): Promise<string> {
  const hash = hashOf(token);
  await tx.query(
    `INSERT INTO survey_link (hash, stream, programme, token, secret, opened_at)
     VALUES ($1, $2, $3, $4, coalesce((SELECT l.secret FROM survey_link l JOIN programme_form f ON f.link = l.hash
       WHERE f.programme = $3 ORDER BY l.opened_at LIMIT 1), $5), now())`,
    [hash, `${streamOf('programme', programme)}#${hash}`, programme, token, randomBytes(SECRET_BYTES).toString('base64url')],
  );
  return hash;
}

type Doing = { readonly by: string; readonly actor: Actor };
const ONE_OPEN = 'programme_form_open_key';

/** False, with nothing done: one is open already. */
export async function openProgrammeForm(db: Database, store: EventStore, opening: OpeningForm, { by, actor }: Doing): Promise<boolean> {
  const { programme, version, standards, areas, basis, closesOn } = opening;
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const places = areas.map(({ name, stratum }) => ({ name, stratum }));
  try {
    await noteInJournals(db, store, {
      programmes: [programme],
      actor,
      events: [{ type: 'ProgrammeQuestionnaireOpened', data: { by, basis, link: hashOf(token), version, closesOn, areas: places } }],
      async also(tx) {
        const link = await makeProgrammeLink(tx, programme, token);
        await tx.query(
          `INSERT INTO programme_form (link, programme, version, areas, standards, basis, closes_on, opened_by, opened_on)
           VALUES ($1, $2, $3, $4::jsonb, $5::jsonb, $6, $7, $8, $9)`,
          [link, programme, version, JSON.stringify(places), JSON.stringify(standards), basis, closesOn, by, dayAt(new Date().toISOString())],
        );
      },
    });
  } catch (error) {
    if (error instanceof Error && 'constraint' in error && error.constraint === ONE_OPEN) return false;
    throw error;
  }
  announce(db.pool, streamOf('programme', programme));
  return true;
}

/** Somebody else has closed it meanwhile. */
class Overtaken extends Error {}

/** GONE: the programme takes in no more answers. */
export type ClosedProgrammeForm = { readonly received: number; readonly batches: readonly FormBatch[] } | 'GONE';

/**
 * Nothing comes in any more; what came in is a batch of the programme for each stratum. Closed twice, or again after half of
 * it, it is the same: batches are known by what they hold.
 */
export async function closeProgrammeForm(db: Database, store: EventStore, form: ProgrammeForm, { by, actor }: Doing): Promise<ClosedProgrammeForm> {
  const { programme, link } = form;
  const { received, head, refused } = await endForm(db, link);
  const answers = new Map<string, SurveyAnswer[]>(STRATA.map((stratum) => [stratum, []]));
  await eachResponse(db, link, ({ answer }) => answers.get(answer.stratum)?.push(answer));
  const batches: FormBatch[] = [];
  for (const stratum of STRATA) {
    const held = answers.get(stratum) ?? [];
    if (held.length === 0) continue;
    const batch = batchOfForm(form, stratum);
    const sha256 = createHash('sha256').update(`${head}\n${stratum}`).digest('hex');
    const outcome = await storeBatch(db, store, { id: batch, programme, fileName: FILE_NAME, sha256 }, held, actor);
    if (outcome.kind !== 'STORED' && outcome.kind !== 'KNOWN') return 'GONE';
    batches.push({ batch, stratum, rows: held.length });
  }
  const today: IsoDate = dayAt(new Date().toISOString());
  try {
    await noteInJournals(db, store, {
      programmes: [programme],
      actor,
      events: [{ type: 'ProgrammeQuestionnaireClosed', data: { by, link, received, head, refused, batches: batches.map(({ batch }) => batch) } }],
      async also(tx) {
        const ended = await tx.query('UPDATE programme_form SET ended_on = $2, batches = $3::jsonb WHERE link = $1 AND ended_on IS NULL', [
          link,
          today,
          JSON.stringify(batches),
        ]);
        if (ended.rowCount !== 1) throw new Overtaken();
      },
    });
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error;
  }
  announce(db.pool, streamOf('programme', programme));
  return { received, batches };
}
