/**
 * How long a county takes that comes in half way: so many projects with all that happened on paper before, imported as one file
 * into an empty service, until the last project stands where its facts say and its next stages are open. `npm run bench:takeover`.
 */
import { parseArgs } from 'node:util';
import { dayAt } from '../../domain/kernel/days.ts';
import { startEmptyService } from '../../scripts/own-service.ts';
import { historyOf, REACHES } from '../../setup/example/history.ts';
import { exampleOfToday } from '../../setup/example/programme.ts';
import type { CheckedProgramme } from '../../setup/programme-files.ts';
import { checkProgrammeFiles } from '../../setup/programme-files.ts';
import { storeProgramme } from '../../setup/store-programme.ts';
import { atMost, tell } from '../figure.ts';

const { values } = parseArgs({ options: { projects: { type: 'string', default: '300' } } });
const wanted = Number(values.projects);
/** Of 300 projects. */
const LIMIT_SECONDS = 120;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const seconds = (from: number): string => ((performance.now() - from) / 1_000).toFixed(1);

/** Projects like those of the example, each with a history of its own; two in three are being built. */
async function county(today: string): Promise<Buffer> {
  const { file } = await exampleOfToday(today);
  const projects = Array.from({ length: wanted }, (_, index) => {
    const project = file.projects[index % file.projects.length];
    if (project === undefined) throw new Error('the example has no projects');
    const profile = { ...project.profile, code: `QH-${String(index + 1).padStart(3, '0')}` };
    const reach = index % 3 === 0 ? (REACHES[(index / 3) % REACHES.length] ?? 'BUILDING') : 'BUILDING';
    return {
      ...project,
      profile,
      history: { complete: true, facts: historyOf(profile, { reach, nth: index + 1, milestones: 1 + (index % 6), today }) },
    };
  });
  return Buffer.from(JSON.stringify({ ...file, projects, surveys: [] }));
}

const today = dayAt(new Date().toISOString());
const bytes = await county(today);
const begun = performance.now();
const checked = await checkProgrammeFiles((name) => (name === 'programme.json' ? { bytes } : { fault: { zh: '没有', en: 'is not there' } }));
if (checked.programme === null)
  throw new Error(
    checked.faults
      .map(({ en }) => en)
      .slice(0, 20)
      .join('\n'),
  );
const programme: CheckedProgramme = checked.programme;
const facts = programme.file.projects.reduce((sum, { history }) => sum + (history?.facts.length ?? 0), 0);
say(`${wanted} projects, ${facts} facts, ${(bytes.length / 1_048_576).toFixed(1)} MB; checked in ${seconds(begun)} s`);
const service = await startEmptyService({ name: 'takeover', say });
try {
  const from = performance.now();
  const report = await storeProgramme(service.stack.database, service.stack.server.gateway, programme, () => undefined);
  say(`imported in ${seconds(from)} s: ${JSON.stringify(report.facts)}`);
  for (;;) {
    const waits = await service.stack.database.pool.query<{ n: string }>(
      `SELECT count(*) AS n FROM case_state p WHERE p.kind = 'project' AND p.state->>'status' = 'RUNNING' AND (p.state->'takeover'->>'status' <> 'CLOSED'
        OR NOT EXISTS (SELECT 1 FROM jsonb_each(p.state->'stages') s WHERE s.value->>'status' = 'OPEN'
          AND (s.key IN ('APPROVALS', 'HANDOVER') OR EXISTS (SELECT 1 FROM case_state o WHERE o.project = p.project AND o.kind <> 'project'))))`,
    );
    if (Number(waits.rows[0]?.n) === 0) break;
    if (performance.now() - from > 600_000) throw new Error(`${waits.rows[0]?.n} projects do not stand after 10 minutes`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const standing = (performance.now() - from) / 1_000;
  say(`every project stands, its next stages are open: ${standing.toFixed(1)} s in all`);
  const again = performance.now();
  const second = await storeProgramme(service.stack.database, service.stack.server.gateway, programme, () => undefined);
  say(`the same file again: ${seconds(again)} s, ${JSON.stringify(second.facts)}`);
  tell({
    part: 'takeover',
    note: { zh: `${wanted} 个项目，${facts} 件事实`, en: `${wanted} projects, ${facts} facts` },
    figures: [
      // A county of 300; what is smaller must be quicker by as much.
      atMost('seconds', 's', standing, Math.max(30, (LIMIT_SECONDS * wanted) / 300), '导入至每个项目到位', 'an import until every project stands'),
      atMost('newTheSecondTime', '', second.facts.added, 0, '同一文件再次导入时新增的事实', 'facts that are new when the same file comes again'),
    ],
  });
} finally {
  await service.stop();
}
