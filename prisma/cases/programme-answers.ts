/**
 * The surveys of a programme, and the answers of all of them counted together: a batch that several take in is counted once,
 * and whoever is in several batches once. The count of a hundred thousand answers takes seconds, so it is kept beside what it
 * was made from, and made again where that has changed. Deliberately absent: what the figures mean (domain/stages/survey).
 */
import { createHash } from 'node:crypto';
import type { ProjectState } from '../../domain/project/facts.ts';
import { ANY_SURVEY, answerFault, type Counting, openTally, type SurveyAnswer } from '../../domain/stages/survey/answer.ts';
import type { DistinctAnswers, ProjectWithoutSurvey } from '../../domain/stages/survey/programme-sums.ts';
import type { SurveyState } from '../../domain/stages/survey/stage.ts';
import { addTally, EMPTY_TALLY, type Tally } from '../../domain/standards/demand.ts';
import { isRuled, surveyRules } from '../../domain/standards/survey.ts';
import { canonicalJson } from '../../proof/event-format.ts';
import type { Database } from '../database.ts';
import { announce } from '../live.ts';
import { eachRow, findBatch, notedRows } from './surveys.ts';

export type FoundSurvey = { readonly state: SurveyState; readonly changedAt: string };
export type FoundProject = { readonly project: ProjectWithoutSurvey; readonly changedAt: string };

/** By their projects. */
export async function surveysOfProgramme({ pool }: Database, programme: string): Promise<readonly FoundSurvey[]> {
  const { rows } = await pool.query<{ state: SurveyState; at: Date }>(
    "SELECT state, changed_at AS at FROM case_state WHERE kind = 'survey' AND programme = $1 ORDER BY project",
    [programme],
  );
  return rows.map(({ state, at }) => ({ state, changedAt: at.toISOString() }));
}

/** Projects of a programme that have no case of their survey: it was held on paper before, or has not begun. */
export async function projectsWithoutSurvey({ pool }: Database, programme: string): Promise<readonly FoundProject[]> {
  const { rows } = await pool.query<{ state: ProjectState; at: Date }>(
    `SELECT p.state, p.changed_at AS at FROM case_state p WHERE p.kind = 'project' AND p.programme = $1
       AND NOT EXISTS (SELECT 1 FROM case_state s WHERE s.stream = 'survey/' || p.project) ORDER BY p.project`,
    [programme],
  );
  return rows.map(({ state, at }) => ({ project: projectWithout(state), changedAt: at.toISOString() }));
}

const projectWithout = ({ profile, survey, standards, status, stages, takeover }: ProjectState): ProjectWithoutSurvey => ({
  profile,
  survey,
  standards: standards ?? null,
  status,
  stage: stages.SURVEY?.status ?? null,
  held: takeover === undefined ? null : Object.values(takeover.facts).filter(({ kind }) => kind === 'SURVEY_HELD'),
});

type Ruled = Pick<Counting, 'rules' | 'days'>;
/**
 * By which rules a survey has counted, so that an answer of its batches counts here where it counts there. Its days are those
 * between its first answer that counts and its last: the days it was announced for may have been changed since.
 */
const ruledBy = ({ standards, tally }: SurveyState): Ruled => ({
  rules: surveyRules(standards),
  days: !isRuled(standards) || tally.answered === undefined ? null : { from: tally.answered.first, to: tally.answered.last },
});

type BatchToCount = { readonly batch: string; readonly ruled: readonly Ruled[] };

async function batchesToCount({ pool }: Database, programme: string, surveys: readonly SurveyState[]): Promise<readonly BatchToCount[]> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM survey_batch WHERE programme = $1 ORDER BY received_at, id', [programme]);
  return rows.flatMap(({ id: batch }) => {
    const ruled = new Map<string, Ruled>();
    for (const state of surveys) {
      if (!state.batches.includes(batch)) continue;
      const one = ruledBy(state);
      ruled.set(canonicalJson(one), one);
    }
    const inOrder = [...ruled].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
    return inOrder.length === 0 ? [] : [{ batch, ruled: inOrder }];
  });
}

/** An answer counts where one of the surveys that take its batch in would count it; by the first of them where none does. */
function openTogether(seen: Set<string>) {
  const tallies = new Map<Ruled, ReturnType<typeof openTally>>();
  return {
    add(answer: SurveyAnswer, ruled: readonly Ruled[]): void {
      const by = ruled.find((one) => answerFault(answer, seen, { ...one, earlier: [] }) === null) ?? ruled[0] ?? ANY_SURVEY;
      const tally = tallies.get(by) ?? openTally({ ...by, earlier: [] }, seen);
      tallies.set(by, tally);
      tally.add(answer);
    },
    tally: (): Tally => [...tallies.values()].reduce((all, one) => addTally(all, one.tally()), EMPTY_TALLY),
  };
}

/** Reads every answer of these batches, a page at a time; of each it keeps who gave it, and no more. */
async function countAll(db: Database, programme: string, batches: readonly BatchToCount[]): Promise<DistinctAnswers> {
  const seen = new Set<string>();
  const changed: string[] = [];
  let tally: Tally = EMPTY_TALLY;
  for (const { batch, ruled } of batches) {
    const together = openTogether(seen);
    const hash = createHash('sha256');
    let rows = 0;
    await eachRow(db, programme, batch, (answer) => {
      hash.update(`${rows === 0 ? '[' : ','}${canonicalJson(answer)}`);
      rows += 1;
      together.add(answer, ruled);
    });
    const noted = (await notedRows(db.pool, programme, batch)) ?? (await findBatch(db, programme, batch))?.rowsSha256 ?? null;
    if (noted !== null && noted !== hash.update(rows === 0 ? '[]' : ']').digest('hex')) changed.push(batch);
    tally = addTally(tally, together.tally());
  }
  return { tally, changed };
}

async function kept({ pool }: Database, programme: string, from: string): Promise<DistinctAnswers | null> {
  const { rows } = await pool.query<DistinctAnswers>('SELECT tally, changed FROM survey_together WHERE programme = $1 AND counted_from = $2', [
    programme,
    from,
  ]);
  return rows[0] ?? null;
}

/** What is being counted in this process: whoever asks meanwhile waits for the same. */
const counting = new Map<string, Promise<DistinctAnswers>>();

async function countAndKeep(db: Database, programme: string, batches: readonly BatchToCount[], from: string): Promise<DistinctAnswers> {
  const counted = await countAll(db, programme, batches);
  await db.pool.query(
    `INSERT INTO survey_together (programme, counted_from, tally, changed, counted_at) VALUES ($1, $2, $3, $4, now())
     ON CONFLICT (programme) DO UPDATE SET counted_from = excluded.counted_from, tally = excluded.tally, changed = excluded.changed, counted_at = now()`,
    [programme, from, JSON.stringify(counted.tally), counted.changed],
  );
  announce(db.pool, `programme/${programme}`);
  return counted;
}

/** All answers that count in any of these surveys, each once. `patience`: null after so many milliseconds, and it goes on being counted. */
export async function answersTogether(
  db: Database,
  programme: string,
  surveys: readonly SurveyState[],
  patience: number,
): Promise<DistinctAnswers | null> {
  const batches = await batchesToCount(db, programme, surveys);
  const from = createHash('sha256').update(canonicalJson(batches)).digest('hex');
  const known = await kept(db, programme, from);
  if (known !== null) return known;
  const key = `${programme} ${from}`;
  const running =
    counting.get(key) ??
    countAndKeep(db, programme, batches, from).finally(() => {
      counting.delete(key);
    });
  counting.set(key, running);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patience);
  });
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
    // Nobody may be waiting for it any more: whoever asks next counts anew.
    running.catch(() => undefined);
  }
}
