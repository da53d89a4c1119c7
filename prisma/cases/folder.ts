/**
 * The files that the cases of a project refer to, each with the event by which it came, filtered, numbered, ordered and cut into
 * pages by the database: by one statement, whatever their number (docs/adr/0131). Deliberately absent: who may see which.
 */
import type { ApprovalState } from '../../domain/approval/facts.ts';
import { LEDGER_KINDS } from '../../domain/cases.ts';
import {
  actOf,
  type FileOfCase,
  FOLDER_PLACES,
  type FolderAsked,
  type FolderFile,
  type FolderOf,
  type FolderOrder,
  type FolderPage,
  PLACE_OF_ACT,
  PLACE_OF_KIND,
} from '../../domain/folder/list.ts';
import type { Database } from '../database.ts';

const quoted = (word: string): string => `'${word}'`;
const whens = (column: string, places: ReadonlyMap<string, FolderFile['place']>): string =>
  [...places].map(([word, place]) => `WHEN ${column} = ${quoted(word)} THEN ${FOLDER_PLACES.indexOf(place)}`).join(' ');
/** As its number in the order of places. */
const PLACE = `CASE ${whens('kind', PLACE_OF_KIND)} ${whens('type', PLACE_OF_ACT)} ELSE ${FOLDER_PLACES.indexOf('PROJECT')} END`;

/** By which columns a page is ordered; each order ends with what stands once. */
const KEYS: Readonly<Record<FolderOrder, readonly string[]>> = {
  NEWEST: ['at', 'stream', 'sha256'],
  OLDEST: ['at', 'stream', 'sha256'],
  TITLE: ['title', 'version', 'at', 'stream', 'sha256'],
  PLACE: ['place', 'at', 'stream', 'sha256'],
};
const falling = (order: FolderOrder): boolean => order === 'NEWEST';
/** `of`: `p.`, of which rows. */
const sorted = (order: FolderOrder, of = ''): string => KEYS[order].map((key) => `${of}${key}${falling(order) ? ' DESC' : ''}`).join(', ');

const whichOf = (of: FolderOf): readonly [string, string] => ('project' in of ? ['c.project = $1', of.project] : ['c.stream = $1', of.stream]);
/** Another one as soon as anything of any of these approvals was written (version-of-cases.ts). */
const versionOf = (which: string): string =>
  `(SELECT count(*) || '.' || COALESCE(sum(c.xmin::text::bigint), 0) FROM case_state c WHERE ${which} AND c.kind = 'approval')`;

type Row = Omit<FolderFile, 'place' | 'act' | 'shownIn'> & {
  readonly type: string | null;
  readonly place: number;
  readonly shownIn: readonly string[] | null;
};
type Found = {
  readonly rows: readonly Row[];
  readonly count: string;
  readonly bytes: string;
  readonly places: Readonly<Record<string, number>>;
  /** Whether there is such a file as a page begins after. */
  readonly known: boolean;
  readonly version: string;
};

/** `hidden`: what the reader is not shown, which counts for nothing. Null: there is no such file as `after` names. */
export async function folderPage(db: Database, of: FolderOf, hidden: readonly FileOfCase[], asked: FolderAsked): Promise<FolderPage | null> {
  const { text = '', place, newest = false, order, limit, after } = asked;
  const [which, value] = whichOf(of);
  const values: unknown[] = [value, hidden.map(({ stream }) => stream), hidden.map(({ sha256 }) => sha256)];
  const bind = (one: unknown, type: string): string => `$${values.push(one)}::${type}`;
  const conditions = [
    ...(place === undefined ? [] : [`place = ${bind(FOLDER_PLACES.indexOf(place), 'int')}`]),
    ...(newest ? ['version = versions'] : []),
    ...(text.trim() === '' ? [] : [`strpos(lower(normalize(title)), lower(normalize(${bind(text.trim(), 'text')}))) > 0`]),
  ];
  const [stream, sha256] = (after ?? '').split(' ');
  const keys = KEYS[order].join(', ');
  const past =
    after === undefined
      ? ''
      : `WHERE (${keys}) ${falling(order) ? '<' : '>'} (SELECT ${keys} FROM own WHERE stream = ${bind(stream, 'text')} AND sha256 = ${bind(sha256, 'text')})`;
  const most = bind(limit + 1, 'int');
  const found = await db.pool.query<Found>({
    name: `folder-${'project' in of}-${order}-${place === undefined}-${newest}-${text.trim() === ''}-${after === undefined}`,
    text: `WITH visible AS MATERIALIZED (
        SELECT c.stream, c.kind, r.sha256, r.name AS title, r.slot, f.media_type, f.size, coalesce(e.occurred_at, f.uploaded_at) AS at, e.actor, e.type
        FROM case_state c JOIN file_reference r USING (stream) JOIN document_file f USING (sha256)
          LEFT JOIN event e ON e.stream = r.stream AND e.version = r.event_version
        WHERE ${which} AND c.kind NOT IN (${LEDGER_KINDS.map(quoted).join(', ')})
          AND NOT EXISTS (SELECT 1 FROM unnest($2::text[], $3::text[]) AS h (stream, sha256) WHERE h.stream = r.stream AND h.sha256 = r.sha256)
      ), own AS MATERIALIZED (
        SELECT visible.*, ${PLACE} AS place, row_number() OVER (named ORDER BY at, sha256) AS version, count(*) OVER named AS versions
        FROM visible WHERE kind <> 'approval' OR sha256 NOT IN (SELECT sha256 FROM visible WHERE kind <> 'approval')
        WINDOW named AS (PARTITION BY stream, coalesce(slot, ''), CASE WHEN slot IS NULL THEN lower(normalize(title)) END)
      ), wanted AS MATERIALIZED (SELECT * FROM own ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}),
      page AS (SELECT * FROM wanted ${past} ORDER BY ${sorted(order)} LIMIT ${most}),
      shown AS (SELECT sha256, array_agg(stream ORDER BY at, stream) AS streams FROM visible WHERE kind = 'approval' GROUP BY sha256)
      SELECT (SELECT coalesce(json_agg(json_build_object('stream', p.stream, 'of', c.title::json, 'sha256', p.sha256, 'title', p.title, 'slot', p.slot,
            'mediaType', p.media_type, 'size', p.size, 'at', p.at, 'person', p.actor, 'type', p.type, 'place', p.place, 'version', p.version,
            'versions', p.versions, 'shownIn', CASE WHEN p.kind <> 'approval' THEN s.streams END) ORDER BY ${sorted(order, 'p.')}), '[]')
          FROM page p JOIN case_state c USING (stream) LEFT JOIN shown s USING (sha256)) AS rows,
        (SELECT count(*) FROM wanted) AS count, (SELECT coalesce(sum(size), 0) FROM wanted) AS bytes,
        (SELECT coalesce(json_object_agg(place, files), '{}') FROM (SELECT place, count(*) AS files FROM own GROUP BY place) AS placed) AS places,
        ${after === undefined ? 'true' : `EXISTS (SELECT 1 FROM own WHERE stream = $${values.length - 2} AND sha256 = $${values.length - 1})`} AS known,
        ${versionOf(which)} AS version`,
    values,
  });
  const answer = found.rows[0];
  if (answer === undefined || !answer.known) return null;
  return {
    files: answer.rows.slice(0, limit).map(({ type, place: nth, shownIn, at, ...row }) => ({
      ...row,
      at: new Date(at).toISOString(),
      place: FOLDER_PLACES[nth] ?? 'PROJECT',
      act: actOf(row.stream, type),
      shownIn: shownIn ?? [],
    })),
    count: Number(answer.count),
    bytes: Number(answer.bytes),
    places: new Map(FOLDER_PLACES.flatMap((one, nth) => (answer.places[nth] === undefined ? [] : [[one, answer.places[nth]] as const]))),
    more: answer.rows.length > limit,
    version: answer.version,
  };
}

/** Approvals with a file whose form hides something from some who read the case, and at what all of them stood. Whole states are read. */
export async function hidingApprovals(
  db: Database,
  of: FolderOf,
): Promise<{ readonly version: string; readonly states: ReadonlyMap<string, ApprovalState> }> {
  const [which, value] = whichOf(of);
  const found = await db.pool.query<{ readonly version: string; readonly stream: string | null; readonly state: ApprovalState | null }>({
    name: `folder-hiding-${'project' in of ? 'project' : 'case'}`,
    text: `SELECT v.version, c.stream, c.state FROM (SELECT ${versionOf(which)} AS version) AS v
      LEFT JOIN case_state c ON ${which} AND c.kind = 'approval' AND EXISTS (SELECT 1 FROM file_reference r WHERE r.stream = c.stream)`,
    values: [value],
  });
  const hides = ({ route }: ApprovalState): boolean => (route.form ?? []).some(({ seenBy }) => seenBy !== undefined);
  return {
    version: found.rows[0]?.version ?? '',
    states: new Map(found.rows.flatMap(({ stream, state }) => (stream !== null && state !== null && hides(state) ? [[stream, state] as const] : []))),
  };
}
