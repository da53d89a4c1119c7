/** Puts into a service what the matrix is tried on: a second county, a case of every kind, people who came and went. */
import { randomUUID } from 'node:crypto';
import { CASE_KINDS, type CaseKind } from '../../domain/cases.ts';
import type { ProjectState } from '../../domain/project/facts.ts';
import type { Database } from '../../prisma/database.ts';
import { issueApiToken, storePeople } from '../../prisma/people/people.ts';
import { createEventStore } from '../../prisma/record/event-store.ts';
import type { CheckedProgramme } from '../../setup/programme-files.ts';
import { storeProgramme } from '../../setup/store-programme.ts';
import type { CaseGateway } from '../../temporal/case-gateway.ts';
import { ApiClient } from '../demo/http.ts';
import { STRANGER, secondCounty } from './counties.ts';
import type { Came, Target, World } from './matrix.ts';
import { CONTENT } from './samples.ts';

/** Came to QH-01's draft beside role and project; tasks that stand in the read table alone, and go with the service. */
const CAME = [
  { role: 'SURVEY_REVIEWER', ground: 'RECUSED', kind: 'DECIDE', status: 'RECUSED' },
  { role: 'NATURAL_RESOURCES', ground: 'ASKED', kind: 'DECIDE', status: 'APPROVED' },
  { role: 'MATERNAL_HEALTH', ground: 'COPIED', kind: 'READ', status: 'READ' },
] as const;

export type Prepared = World & {
  /** Takes the made-up tasks away again. */
  tidy(): Promise<void>;
};

export async function prepare(
  apiUrl: string,
  db: Database,
  gateway: CaseGateway,
  example: CheckedProgramme,
  options: { readonly other: string; readonly prefix: string; readonly people: ((person: string) => boolean) | null },
): Promise<Prepared> {
  const second = secondCounty(example, options.other, options.prefix);
  await storeProgramme(db, gateway, second, () => undefined);
  await storePeople(db, [
    { id: STRANGER, name: '路人', nameEn: 'A stranger', email: 'stranger@nowhere.example', unit: '无', locale: 'zh-CN', phone: null },
  ]);
  const sign = (person: string): Promise<string> => issueApiToken(db, person, 1);
  const left = holderOf(second, 'MATERNAL_HEALTH');
  const officer = new ApiClient(apiUrl, await sign(holderOf(second, 'PROGRAMME_OFFICER')));
  const leave = { type: 'Leave', person: left, to: holderOf(second, 'HEALTH'), roles: true, basis: '离任通知〔2026〕1号' };
  await officer.command(`programme/${options.other}`, leave);

  const targets: Target[] = [];
  const chosen = [example.file.projects[0], example.file.projects[1], second.file.projects[0]].map((project, index) => ({
    programme: index < 2 ? example.file.programme.code : options.other,
    project: project?.profile.code ?? '',
    manager: project?.profile.manager ?? '',
  }));
  for (const { programme, project, manager } of chosen) {
    const client = new ApiClient(apiUrl, await sign(manager));
    const key = `DOORS-${randomUUID().slice(0, 6)}`;
    const draft = { type: 'Draft', project, key, route: 'PAYMENT', title: { zh: '权限试验', en: 'Doors' }, content: CONTENT };
    const answer = await client.post('approvals', draft);
    if (!answer.ok) throw new Error(`${project}: ${await answer.text()}`);
    for (const kind of CASE_KINDS) await openStage(db, kind, project);
    targets.push({ programme, project, approval: `${project}~${key}` });
  }
  const approval = targets[0]?.approval ?? '';
  for (const [index, { role, kind, status }] of CAME.entries()) {
    await db.pool.query(
      `INSERT INTO task (stream, task, kind, step, round, person, status, title, project, programme, opened_at)
       SELECT stream, $2, $3, 0, 1, $4, $5, title, project, programme, now() FROM case_state WHERE stream = $1`,
      [`approval/${approval}`, 900 + index, kind, holderOf(example, role), status],
    );
  }
  const everybody = [...example.file.people, ...second.file.people].map(({ id }) => id);
  const tokens: Record<string, string> = { '': '' };
  for (const person of [...everybody, STRANGER].filter(options.people ?? (() => true))) tokens[person] = await sign(person);
  const came: readonly Came[] = CAME.map(({ role, ground }) => ({ person: holderOf(example, role), approval, ground }));
  return {
    apiUrl,
    counties: [example, second],
    targets,
    came,
    left,
    tokens,
    tidy: async () => void (await db.pool.query('DELETE FROM task WHERE stream = $1 AND task >= 900', [`approval/${approval}`])),
  };
}

const holderOf = ({ file }: CheckedProgramme, role: string): string => file.programme.roles.find((holder) => holder.role === role)?.person ?? '';

/** A stage that its project has not reached yet: recorded as open, without a workflow; permission is asked before that. */
async function openStage(db: Database, kind: CaseKind, project: string): Promise<void> {
  if (kind === 'programme' || kind === 'project' || kind === 'approval') return;
  const stream = `${kind}/${project}`;
  if ((await db.prisma.caseState.findUnique({ where: { stream } })) !== null) return;
  const row = await db.prisma.caseState.findUniqueOrThrow({ where: { stream: `project/${project}` } });
  const state = Object(row.state) as ProjectState; // a project's, by its stream
  const { code, name, manager } = state.profile;
  const inputs = { survey: state.survey, panel: state.panel, demandGap: null, estimateFen: null };
  const base = { parent: `project/${code}`, programme: state.programme, project: code, name, manager, profile: state.profile, inputs };
  await createEventStore({ pool: db.pool }).record({
    stream,
    expectedVersion: 0,
    commandId: `doors/${stream}`,
    actor: { person: null, door: 'case', assurance: 'system', roles: [] },
    occurredAt: new Date().toISOString(),
    events: [{ type: 'StageOpened', data: base }],
  });
}
