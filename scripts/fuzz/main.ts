/**
 * `npm run fuzz -- [--cases N] [--seed S] [--only N]`: requests made from the served API document, as four people, an
 * administrator and the head of the group, on a service of its own; or on one that runs already, which is filled with what
 * the requests make: `--attach URL --tokens FILE`, a JSON object of sign-ins by person (`--auditor`, `--programme`). Human text first, one JSON object last; exit code 1 when anything answered 5xx,
 * answered what the document does not say, or was not well afterwards. A failing case is printed as a curl line with its seed.
 */
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.ts';
import { whatIsNotWell } from './still-well.ts';
import { attachedService, ownService } from './target.ts';

const { values: options } = parseArgs({
  options: {
    cases: { type: 'string', default: '2000' },
    seed: { type: 'string' },
    only: { type: 'string' },
    keep: { type: 'boolean', default: false },
    attach: { type: 'string' },
    tokens: { type: 'string' },
    auditor: { type: 'string' },
    programme: { type: 'string', default: 'QH' },
  },
});
const cases = Number(options.cases);
const seed = options.seed === undefined ? Date.now() % 1_000_000 : Number(options.seed);
const only = options.only === undefined ? undefined : Number(options.only);
if (![cases, seed, only ?? 0].every((number) => Number.isInteger(number) && number >= 0) || cases < 1) {
  console.error('Use --cases with a whole number from 1 on; --seed and --only with whole numbers.');
  process.exit(2);
}
const began = Date.now();
const tell = (line: string): void => console.log(`${String(Math.round((Date.now() - began) / 1_000)).padStart(6)} s  ${line}`);
console.log(`托建 fuzz: ${cases} cases, seed ${seed}`);
const { attach } = options;
const target = attach === undefined ? await ownService() : await attachedService({ ...options, attach });
const { apiUrl, tokens, spare, auditor, programme, inside } = target;
let failed = true;
try {
  tell(`${attach === undefined ? 'a service of its own' : 'a service that runs'} at ${apiUrl}`);
  const report = await fuzz({ apiUrl, cases, seed, tokens, spare, tell, ...(only === undefined ? {} : { only }) });
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
  const unwell = await whatIsNotWell({ apiUrl, tokens, auditor, programme, inside });
  for (const fault of unwell.slice(0, 40)) console.log(`  ! ${fault}`);
  const { serverErrors, undocumented, unavailable } = report;
  const stillWell = unwell.length === 0;
  failed = serverErrors > 0 || undocumented > 0 || !stillWell;
  const result = { cases: report.cases, serverErrors, undocumented, stillWell };
  if (options.keep) {
    console.log(`kept at ${apiUrl} until Ctrl-C; ${auditor}: ${tokens[auditor ?? '']}`);
    await new Promise((resolve) => process.once('SIGINT', resolve));
  }
  await target.stop();
  console.log(JSON.stringify({ ...result, unavailable, seed, seconds: Math.round((Date.now() - began) / 1_000) }));
} catch (error) {
  console.error(error instanceof Error ? error.stack : error);
  await target.stop();
}
process.exit(failed ? 1 : 0);
