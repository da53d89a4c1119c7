/**
 * Reads what a programme's figures are counted from: what its projects and their works recorded by the end of a day. Deliberately
 * absent: the counting (domain/programme/figures.ts).
 */
import { foldOf } from '../../domain/cases.ts';
import type { Recorded } from '../../domain/kernel/case.ts';
import { at } from '../../domain/kernel/days.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { IsoDate } from '../../domain/kernel/values.ts';
import { figuresOfProject, type ProjectFigures } from '../../domain/programme/figures.ts';
import type { ProjectState } from '../../domain/project/facts.ts';
import { issuedDays } from '../../domain/project/schedule.ts';
import { worksPart } from '../../domain/stages/construction/board.ts';
import type { ConstructionState } from '../../domain/stages/construction/facts.ts';
import { knownOf, parseBody } from '../../proof/event-format.ts';
import type { Queryable } from '../database.ts';

/** Of each project that was opened by then. */
export async function projectFigures(db: Queryable, programme: string, asOf: IsoDate): Promise<readonly ProjectFigures[]> {
  const rows = await db.query<{ stream: string; body: string }>(
    `SELECT e.stream, e.body FROM stream s JOIN event e USING (stream)
     WHERE s.programme = $1 AND s.kind IN ('project', 'construction') AND e.occurred_at < $2::timestamptz ORDER BY e.stream, e.version`,
    [programme, at(asOf, 24)],
  );
  const streams = new Map<string, { readonly body: string }[]>();
  for (const row of rows.rows) {
    const own = streams.get(row.stream);
    if (own === undefined) streams.set(row.stream, [row]);
    else own.push(row);
  }
  return [...streams.keys()].flatMap((stream) => {
    if (!stream.startsWith('project/')) return [];
    const events = eventsIn(streams, stream);
    const state = foldOf(stream, events) as ProjectState | null; // a project's stream holds a project's events alone
    if (state === null) return [];
    const works = streamOf('construction', state.profile.code);
    const built = foldOf(works, eventsIn(streams, works)) as ConstructionState | null; // likewise
    return [
      figuresOfProject(
        { ...state, ...issuedDays(state) },
        placesAtOpening(events[0]) ?? state.profile.places,
        built === null ? null : worksPart(built).works,
      ),
    ];
  });
}

type Rows = ReadonlyMap<string, readonly { readonly body: string }[]>;
const eventsIn = (streams: Rows, stream: string): readonly Recorded[] => (streams.get(stream) ?? []).map(({ body }) => knownOf(parseBody(body)));

function placesAtOpening(opened: Recorded | undefined): number | null {
  const profile = opened !== undefined && 'profile' in opened.data ? opened.data.profile : null;
  return typeof profile === 'object' && profile !== null && 'places' in profile && typeof profile.places === 'number' ? profile.places : null;
}
