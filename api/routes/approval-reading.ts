/** One approval as whoever opens it reads it, with what they may do now; and pictures of its files. Deliberately absent: lists, commands. */
import { z } from 'zod';
import { type ActShown, actsNow, mayBeAsked } from '../../domain/approval/acts-now.ts';
import { type ApprovalState, peopleOn } from '../../domain/approval/facts.ts';
import { filesIn } from '../../domain/approval/form.ts';
import { readingOf } from '../../domain/approval/reader-view.ts';
import type { Group } from '../../domain/approval/route.ts';
import { stateIn } from '../../domain/cases.ts';
import { RULES } from '../../domain/kernel/context.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import type { Rejection } from '../../domain/kernel/rejection.ts';
import { isOffice, runsProject } from '../../domain/kernel/who-acts.ts';
import { auditorsRead, maySend, mayUse, notTheirs } from '../../domain/permission/ask.ts';
import type { Relation } from '../../domain/permission/relation.ts';
import { rowOfCommand } from '../../domain/permission/table.ts';
import type { CaseDetail, Reader } from '../../domain/views.ts';
import { isShown } from '../../intake/document-file.ts';
import type { ApiDeps } from '../ports.ts';
import { approvalReadBy } from '../read-by.ts';
import { readerActor } from '../reader-actor.ts';
import { nothing, type RouteSet, rowOfRoute } from '../route.ts';
import { approvalReading } from '../schemas/approval-reading.ts';
import { id, seen } from './cases.ts';

export function approvalReadingRoutes({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/approval/:id/reading',
      whole: true,
      summary: 'One approval as I read it: what is asked, the route with what was, is and will be, clocks, talk, files, and what I may do now',
      params: z.strictObject({ id }),
      answer: approvalReading,
      status: 200,
      problems: [404],
    },
    async (asked) => {
      const found = await seen(deps, asked, 'approval');
      return found === null || asked.relation === null ? null : reading(deps, asked.params.id, found, asked.reader, asked.relation);
    },
  );
}

async function reading(deps: ApiDeps, approval: string, found: CaseDetail, reader: Reader, relation: Relation) {
  const state = stateIn('approval', found);
  const actor = { ...readerActor(reader, found.programme), person: reader.person };
  const now = new Date().toISOString();
  const context = { now, actor, commandId: '', rules: RULES };
  const may = (type: string): Rejection | null => deniedBy(type, relation);
  const acts = actsNow(state, { context, may });
  const hashes = hashesIn(approvalReadBy(found, reader, relation));
  const [world, files, colleagues] = await Promise.all([
    deps.reading.readingWorld(found.programme),
    deps.files.knownFiles(found.stream, hashes),
    acts.some(asksForPeople) ? deps.reading.listColleagues(found.programme) : [],
  ]);
  const read = approvalReadBy(found, reader, relation);
  const holders = state.route.steps.flatMap(({ who }) => rolesIn(who)).flatMap(world.holders);
  const people = await deps.reading.findPeople([...new Set([...peopleOn(read), ...holders, ...peopleIn(state)])]);
  const nameOf = (person: string) => ({ zh: people.get(person)?.name ?? person, en: people.get(person)?.nameEn ?? person });
  const view = readingOf(read, { ...world, today: dayAt(now), nameOf }, runsProject(context, state.applicant) || isOffice(context));
  return {
    id: approval,
    version: found.version,
    ...view,
    people: Object.fromEntries([...people].map(([known, { name, nameEn, unit }]) => [known, { name, nameEn, unit }])),
    files: Object.fromEntries([...files].map(([hash, mediaType]) => [hash, { mediaType, preview: isShown(mediaType) }])),
    readsMails: mayUse(rowOfRoute('GET', '/api/v1/approval/:id/notices'), relation),
    acts,
    choices: colleagues
      .filter((person) => person.id !== reader.person)
      .map((person) => ({ id: person.id, name: person.name, nameEn: person.nameEn, unit: person.unit, ...mayBeAsked(state, person.id) })),
  };
}

/** What the table of permissions says before the case is asked; null: it may be sent. */
function deniedBy(type: string, relation: Relation): Rejection | null {
  const row = rowOfCommand('approval', type);
  const answer = row === null ? 'UNKNOWN' : maySend(row, relation);
  return answer === 'YES' ? null : answer === 'AUDITORS_READ' ? auditorsRead : notTheirs;
}

const rolesIn = ({ members }: Group): readonly string[] =>
  members.flatMap((member) => ('role' in member ? [member.role] : 'group' in member ? rolesIn(member.group) : []));

const asksForPeople = ({ fields }: ActShown): boolean => fields.some(({ kind }) => kind === 'PERSON' || kind === 'PEOPLE');

const hashesIn = ({ content, draft, remarks, undertaking }: ApprovalState): readonly string[] =>
  [
    ...content.documents,
    ...filesIn(content),
    ...(draft?.documents ?? []),
    ...filesIn(draft ?? {}),
    ...remarks.flatMap(({ documents }) => documents),
    ...(undertaking === null ? [] : [undertaking]),
  ].flatMap(({ sha256: hash }) => (hash === undefined ? [] : [hash]));

/** Beside those whom a page names: whoever stopped the clock, returned it, or stands aside. */
const peopleIn = ({ pause, returned, recused }: ApprovalState): readonly string[] =>
  [pause?.by, returned?.by, ...recused].filter((person) => typeof person === 'string');
