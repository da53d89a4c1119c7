/**
 * `npm run demo`: six projects from survey to acceptance on a stack of its own (or a running one, `--attach`).
 * Human text first, one JSON object last; exit code 1 when any project did not end as told.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { table } from '../../cli/output.ts';
import { readSettings } from '../../config/env.ts';
import { addDays, dayAt } from '../../domain/kernel/days.ts';
import { money } from '../../domain/words/money.ts';
import { freePortBlock } from '../../local/ports.ts';
import { startStack } from '../../local/stack.ts';
import { countEvents } from '../../prisma/cases/cases.ts';
import type { Database } from '../../prisma/database.ts';
import { countNotices } from '../../prisma/mail/notices.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { verifyChains } from '../../prisma/record/rebuild.ts';
import { exampleOfToday } from '../../setup/example/programme.ts';
import type { CheckedProgramme } from '../../setup/programme-files.ts';
import { storeProgramme } from '../../setup/store-programme.ts';
import { createCaseGateway } from '../../temporal/gateway.ts';
import { startApprovers } from './approvers.ts';
import { ApiClient, mailsAfter } from './http.ts';
import { attachedPlace, type Place } from './place.ts';
import { playDevelopment } from './play-development.ts';
import { fundsAgree, grantFunds } from './play-funds.ts';
import { playOperations } from './play-operations.ts';
import { evaluateProgramme } from './play-programme.ts';
import { playProject } from './play-project.ts';
import { renamed } from './renamed.ts';

const { values: options } = parseArgs({ options: { attach: { type: 'boolean', default: false }, keep: { type: 'boolean', default: false } } });

async function ownStack(): Promise<Place> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'tuojian-demo-'));
  const port = await freePortBlock(7);
  const settings = readSettings({
    defaults: { TUOJIAN_LOG: 'error' },
    overrides: {
      TUOJIAN_DATA_DIR: dataDir,
      TUOJIAN_PORT: String(port),
      TUOJIAN_PUBLIC_URL: '',
      DATABASE_URL: '',
      TEMPORAL_ADDRESS: '',
      SMTP_URL: '',
    },
  });
  const stack = await startStack({ settings, temporalUi: false, say: (line) => console.log(`  ${line}`) });
  return {
    apiUrl: stack.apiUrl,
    outboxUrl: stack.outboxUrl ?? '',
    temporalAddress: stack.temporalAddress,
    sealer: stack.sealer,
    payloads: stack.payloads,
    database: stack.database,
    readingMs: settings.leastReadingMs + 150,
    async stop() {
      await stack.stop();
      if (options.keep) console.log(`  data kept in ${dataDir}`);
      else rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The example, under a code that this service has not used yet. */
async function programmeFor(database: Database): Promise<CheckedProgramme> {
  const programme = await exampleOfToday();
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? programme : renamed(programme, `QH${n}`);
    const known = await database.prisma.stream.findUnique({ where: { stream: `programme/${candidate.file.programme.code}` } });
    if (known === null) return candidate;
  }
}

const began = Date.now();
const seconds = () => Math.round((Date.now() - began) / 100) / 10;
console.log(options.attach ? '托建 demo: on the running service' : '托建 demo: starting a service of its own');
const place = options.attach ? await attachedPlace() : await ownStack();
const stopEarly = (): void => void place.stop().then(() => process.exit(130));
process.once('SIGINT', stopEarly);
let failed = false;
try {
  const programme = await programmeFor(place.database);
  const { code } = programme.file.programme;
  const connection = await Connection.connect({ address: place.temporalAddress });
  const client = new Client({ connection, dataConverter: place.payloads.converter });
  const log = { info: () => undefined, error: (fields: object, message: string) => console.error(message, fields) };
  const mailsBefore = (await mailsAfter(place.outboxUrl, 0)).length;
  console.log(`Importing programme ${code}`);
  await storeProgramme(place.database, createCaseGateway({ client, sealer: place.sealer, log, deadlineMs: 20_000 }), programme, () => undefined);

  const projects = programme.file.projects.map(({ profile }) => profile);
  const approvers = startApprovers(place.outboxUrl, {
    readingMs: place.readingMs,
    after: mailsBefore,
    about: new Set([...projects.map((p) => p.code), `${programme.file.programme.name.zh}发展规划`]),
  });
  const officerId = programme.file.programme.roles.find(({ role }) => role === 'PROGRAMME_OFFICER')?.person ?? '';
  const officer = new ApiClient(place.apiUrl, await issueApiToken(place.database, officerId, 1));
  await grantFunds(officer, code, projects);
  console.log(`${String(seconds()).padStart(6)} s  资金来源、预算和下达已登记 sources, budgets and allocations on record`);
  const issued = await playDevelopment(code, projects, officer);
  console.log(`${String(seconds()).padStart(6)} s  发展规划已印发公开 development plan issued and published: ${issued}`);
  const batch = programme.batches[0]?.id ?? '';
  const ends = await Promise.all(
    projects.map(async (profile) => {
      const manager = new ApiClient(place.apiUrl, await issueApiToken(place.database, profile.manager, 1));
      const tell = (line: string) => console.log(`${String(seconds()).padStart(6)} s  ${profile.code}  ${line}`);
      try {
        await playProject(profile, { manager, officer, batch, ledger: true }, tell);
        return { profile, state: await manager.find(`project/${profile.code}`), seconds: seconds(), error: null };
      } catch (error) {
        tell(`FAILED: ${error instanceof Error ? error.message : String(error)}`);
        return { profile, state: null, seconds: seconds(), error };
      }
    }),
  );
  const clients = new Map<string, ApiClient>();
  for (const { id } of programme.file.people) clients.set(id, new ApiClient(place.apiUrl, await issueApiToken(place.database, id, 1)));
  const clientOf = (person: string): ApiClient => clients.get(person) ?? officer;
  console.log('\n一件申请，各种办法 one application, everything that an office does with a file');
  let operationFault: unknown = null;
  const operations = await playOperations(
    { client: clientOf, programme: code, outboxUrl: place.outboxUrl, readingMs: place.readingMs, after: mailsBefore },
    (line) => console.log(`${String(seconds()).padStart(6)} s  ${line}`),
  ).catch((error: unknown) => {
    operationFault = error;
    return [];
  });
  const today = dayAt(new Date().toISOString());
  const keeper = programme.file.programme.roles.find(({ role }) => role === 'HEALTH')?.person ?? '';
  const director = programme.file.programme.roles.find(({ role }) => role === 'OFFICE_DIRECTOR')?.person ?? '';
  const evaluated = await evaluateProgramme({
    ...{ programme: code, office: officer, keeper: { person: keeper, player: clientOf(keeper) }, checker: clientOf(director) },
    ...{ today, dueOn: addDays(today, 30) },
  }).catch((error: unknown) => {
    operationFault ??= error;
    return null;
  });
  console.log(`${String(seconds()).padStart(6)} s  项目群绩效评价 evaluation of the programme: ${evaluated ?? 'failed'}`);
  const funds = await fundsAgree(officer, code, projects).catch((error: unknown) => {
    operationFault ??= error;
    return null;
  });
  console.log(
    `${String(seconds()).padStart(6)} s  项目群资金 money of the programme: ${
      funds === null
        ? 'it does not agree'
        : `来源 ${money(funds.sourcesFen).zh}，下达 ${money(funds.allocatedFen).zh}，支付 ${money(funds.paidFen).zh}，账实相符 the ledger agrees`
    }`,
  );
  await officer
    .command(`programme/${code}`, { type: 'CloseProgramme', summary: '六个项目均已验收移交' })
    .catch((error: unknown) => console.error(String(error)));
  await settled(place.database);
  await approvers.stop();
  const chains = await verifyChains(place.database);
  const broken = await client.workflow.count("ExecutionStatus='Failed' OR ExecutionStatus='Terminated' OR ExecutionStatus='TimedOut'");
  const mails = (await mailsAfter(place.outboxUrl, mailsBefore)).length;
  await connection.close();

  console.log('');
  table(
    [
      ['项目', '结果', '托位', '审批路径', '用时', '名称'],
      ...ends.map(({ profile, state, seconds: took }) => {
        const { status = 'FAILED', path = '' } = state ?? {};
        return [profile.code, String(status), String(profile.places), String(path), `${took} s`, profile.name.zh];
      }),
    ],
    { right: [2, 4] },
  );
  for (const fault of [...(operationFault === null ? [] : [String(operationFault)]), ...approvers.failures(), ...chains.faults])
    console.log(`  ! ${fault}`);
  const accepted = ends.filter(({ state }) => state?.status === 'ACCEPTED').length;
  const result = {
    projects: projects.length,
    accepted,
    operations: operations.length,
    decisionsByLink: approvers.decisions(),
    mails,
    events: await countEvents(place.database),
    chainOk: chains.chainOk,
    workflowsFailed: broken.count,
    funds,
    seconds: seconds(),
  };
  failed = accepted !== projects.length || !chains.chainOk || broken.count > 0 || operationFault !== null || approvers.failures().length > 0;
  console.log(`\n${failed ? '有项目未按预期结束。Not everything ended as told.' : '六个项目全部验收通过。All projects were accepted.'}`);
  await place.stop();
  console.log(JSON.stringify(result));
} catch (error) {
  await place.stop();
  console.error(error instanceof Error ? error.message : error);
  failed = true;
}
process.exit(failed ? 1 : 0);

/** Waits until no notice is queued any more. */
async function settled(database: Database): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const counts = await countNotices(database);
    if ((counts.QUEUED ?? 0) === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
