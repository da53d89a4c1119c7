/**
 * `npm run fuzz -- [--cases N] [--seed S] [--only N]`: requests made from the served API document, as four people, an
 * administrator and the head of the group, on a service of its own. Human text first, one JSON object last; exit code 1 when anything answered 5xx,
 * answered what the document does not say, or was not well afterwards. A failing case is printed as a curl line with its seed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checkProgrammeFolder } from '../../cli/programme-folder.ts';
import { storeProgramme } from '../../cli/store-programme.ts';
import { readSettings } from '../../config/env.ts';
import { freePortBlock } from '../../local/ports.ts';
import { startStack } from '../../local/stack.ts';
import { LogKeys } from '../../log/keys.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { ApiClient } from '../demo/http.ts';
import { openTargets } from '../torture/targets.ts';
import { fuzz } from './fuzz.ts';
import { whatIsNotWell } from './still-well.ts';

const { values: options } = parseArgs({
  options: {
    cases: { type: 'string', default: '2000' },
    seed: { type: 'string' },
    only: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
const cases = Number(options.cases);
const seed = options.seed === undefined ? Date.now() % 1_000_000 : Number(options.seed);
const only = options.only === undefined ? undefined : Number(options.only);
if (![cases, seed, only ?? 0].every((number) => Number.isInteger(number) && number >= 0) || cases < 1) {
  console.error('Use --cases with a whole number from 1 on; --seed and --only with whole numbers.');
  process.exit(2);
}
/** Officer, manager, approver, auditor, one who looks after the programme's people, and the head of the group, who alone appoints auditors. */
const READERS = ['xu-jianing', 'liu-chuan', 'han-dong', 'song-wei', 'tang-li', 'zhou-qiming'] as const;
const AUDITOR = 'song-wei';
/** Waiting for the approver, so that there is something to decide. */
const APPROVALS = 12;

const began = Date.now();
const tell = (line: string): void => console.log(`${String(Math.round((Date.now() - began) / 1_000)).padStart(6)} s  ${line}`);
console.log(`托建 fuzz: ${cases} cases, seed ${seed}`);
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'tuojian-fuzz-'));
const settings = readSettings({
  defaults: { TUOJIAN_LOG: 'error', TUOJIAN_PORT: String(await freePortBlock(6)) },
  overrides: {
    TUOJIAN_DATA_DIR: dataDir,
    TUOJIAN_PUBLIC_URL: '',
    DATABASE_URL: '',
    TEMPORAL_ADDRESS: '',
    SMTP_URL: '',
    TUOJIAN_MISSES_PER_MINUTE: '1000000',
  },
});
const stack = await startStack({ settings, temporalUi: false, say: () => undefined });
let failed = true;
try {
  const { programme, faults } = await checkProgrammeFolder(fileURLToPath(new URL('../../examples/qinghe', import.meta.url)));
  if (programme === null) throw new Error(faults.join('; '));
  await storeProgramme(stack.database, stack.server.gateway, programme, () => undefined);
  const tokens: Record<string, string> = {};
  for (const person of READERS) tokens[person] = await issueApiToken(stack.database, person, 1);
  const spare = programme.file.people.map(({ id }) => id).filter((id) => !READERS.some((reader) => reader === id));
  const clientOf = (person: string) => new ApiClient(stack.apiUrl, tokens[person] ?? '');
  const [officer, manager] = [clientOf('xu-jianing'), clientOf('liu-chuan')];
  await officer.until('project/QH-05', () => true);
  await openTargets({ officer, manager, programme: 'QH', project: 'QH-05', outboxUrl: stack.outboxUrl ?? '', howMany: APPROVALS, run: '1' });
  tell(`a service of its own at ${stack.apiUrl}`);
  const report = await fuzz({ apiUrl: stack.apiUrl, cases, seed, tokens, spare, tell, ...(only === undefined ? {} : { only }) });
  console.log(`  answers by status: ${JSON.stringify(report.statuses)}`);
  console.log(`  cases by phase: ${JSON.stringify(report.phases)}`);
  if (report.unavailable > 0) console.log(`  ${report.unavailable} answered 503 with a time to try again`);
  const shown = new Set<string>();
  for (const { request, verdict, curl } of report.faults) {
    const kind = `${request.operation.method} ${request.operation.path} ${verdict.why.slice(0, 60)}`;
    if (shown.has(kind) || shown.size >= 40) continue;
    shown.add(kind);
    console.log(
      `  ! ${verdict.kind} as ${request.person}, ${request.phase}: ${verdict.why}\n    ${curl}\n    --seed ${seed} --only ${request.number}`,
    );
  }
  tell('looking whether all is well');
  const keys = LogKeys.open(settings.auditLog.keys)?.publicKeys ?? [];
  const unwell = await whatIsNotWell({
    apiUrl: stack.apiUrl,
    tokens,
    auditor: AUDITOR,
    database: stack.database,
    databaseUrl: stack.databaseUrl,
    keys,
  });
  for (const fault of unwell.slice(0, 40)) console.log(`  ! ${fault}`);
  const { serverErrors, undocumented, unavailable } = report;
  const stillWell = unwell.length === 0;
  failed = serverErrors > 0 || undocumented > 0 || !stillWell;
  const result = { cases: report.cases, serverErrors, undocumented, stillWell };
  if (options.keep) {
    console.log(`kept at ${stack.apiUrl} until Ctrl-C; ${AUDITOR}: ${tokens[AUDITOR]}`);
    await new Promise((resolve) => process.once('SIGINT', resolve));
  }
  await stack.stop();
  console.log(JSON.stringify({ ...result, unavailable, seed, seconds: Math.round((Date.now() - began) / 1_000) }));
} catch (error) {
  console.error(error instanceof Error ? error.stack : error);
  await stack.stop();
}
rmSync(dataDir, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
