/** `tuojian route dry-run ROUTE`: who would be asked, and until when. Exit code 1 with a fault. */
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { dayAt, minuteAt } from '../../../domain/kernel/days.ts';
import type { Text } from '../../../domain/kernel/values.ts';
import { markWords, YEAR_WORDS } from '../../../domain/words/clocks.ts';
import { dayWords } from '../../../domain/words/days.ts';
import { TRIAL_WORDS } from '../../../domain/words/statuses.ts';
import type { DryRun } from '../../../domain/world/dry-run.ts';
import { SetupError } from '../../../local/setup-error.ts';
import { type SignIn, signIn } from '../../api-session.ts';
import { LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { lastLine, say, tableLines } from '../../output.ts';

type Options = SignIn & {
  readonly lang: string;
  readonly programme: string;
  readonly project?: string;
  readonly amount?: string;
  readonly fact?: readonly string[];
  readonly from?: string;
};

export const dryRunCommand = new Command('dry-run')
  .argument('<route>', 'a code, or a file with a route')
  .requiredOption(...PROGRAMME)
  .option('--project <code>', 'the project whose facts count')
  .option('--amount <yuan>', 'the amount applied for, in 元')
  .option('--fact <name=value...>', 'facts that conditions ask about, for example kind=CONVERT')
  .option('--from <day>', 'the day of receipt (default: today)')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('who would be asked, and until when at the latest; nothing is kept')
  .action(async (name: string, options: Options) => {
    const { routeFrom } = await import('../../routes.ts');
    const amount = amountFen(options.amount);
    const facts = Object.fromEntries((options.fact ?? []).map(factOf));
    const api = await signIn(options);
    const report = await api.post<DryRun>(`/api/v1/programme/${encodeURIComponent(options.programme)}/routes/dry-run`, {
      route: existsSync(name) ? routeFrom(name, options.lang) : name,
      content: { facts, ...(amount === undefined ? {} : { amountFen: amount }) },
      project: options.project ?? null,
      from: options.from ?? dayAt(new Date().toISOString()),
    });
    const { lang } = options;
    tellSteps(report.steps, lang);
    if (report.dueOn !== null) {
      const until = dayWords(report.dueOn);
      say(`  ${pick({ zh: `全部办理至 ${until.zh}`, en: `whole handling until ${until.en}` }, lang)}`);
    }
    for (const fault of report.faults) say(`  ${pick({ zh: '错误', en: 'FAULT' }, lang)} ${fault}`);
    const asked = report.steps.filter(({ result }) => result === 'ASKED').length;
    lastLine({ steps: report.steps.length, asked, faults: report.faults.length });
    if (report.faults.length > 0) process.exitCode = 1;
  });

function amountFen(yuan: string | undefined): number | undefined {
  const amount = yuan === undefined ? undefined : Math.round(Number(yuan) * 100);
  if (amount === undefined || (Number.isFinite(amount) && amount >= 0)) return amount;
  throw new SetupError(`--amount ${yuan} is no amount.`, 'Write it in 元, for example 26800000.');
}

/** `kind=NEW` as a fact; numbers and true/false are what they look like. */
function factOf(given: string): readonly [string, string | number | boolean] {
  const [, name, value] = /^([A-Za-z][A-Za-z0-9]*)=(.+)$/.exec(given) ?? [];
  if (name === undefined || value === undefined) throw new SetupError(`"${given}" is no fact.`, 'Write NAME=VALUE, for example kind=CONVERT.');
  return [name, value === 'true' || value === 'false' ? value === 'true' : /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value];
}

function tellSteps(steps: DryRun['steps'], lang: string): void {
  const lines = tableLines(
    steps.map((step) => [step.key, pick(step.name, lang), wordsOf(step, lang)]),
    { indent: '  ' },
  );
  steps.forEach(({ marks }, index) => {
    say(lines[index] ?? '');
    for (const { mark, at } of marks.filter((one) => one.mark === 'TIMEOUT')) say(`      ${pick(markWords(mark), lang)} ${minuteAt(at)}`);
  });
}

function wordsOf(step: DryRun['steps'][number], lang: string): string {
  const values = Object.entries(step.values).map(([fact, value]) => `${fact}=${value ?? '—'}`);
  const people = step.people.map(
    ({ person, onBehalfOf }) =>
      `${person}${onBehalfOf === null ? '' : pick({ zh: `（代 ${onBehalfOf}）`, en: ` (for ${onBehalfOf})` }, lang)}${step.automatic.includes(person) ? pick({ zh: '（自动）', en: ' (by rule)' }, lang) : ''}`,
  );
  return [
    step.result === 'ASKED' ? `${step.agree}: ${people.join(', ')}` : pick(TRIAL_WORDS[step.result], lang),
    ...(step.dueOn === null ? [] : [pick(untilWords(step.dueOn, step.provisional), lang)]),
    ...(values.length === 0 ? [] : [`[${values.join(' ')}]`]),
    ...(step.fault === null ? [] : [step.fault]),
  ].join('  ');
}

function untilWords(day: string, provisional: boolean): Text {
  const { zh, en } = dayWords(day);
  const { zh: markZh, en: markEn } = YEAR_WORDS.PROVISIONAL;
  return { zh: `至 ${zh}${provisional ? `（${markZh}）` : ''}`, en: `until ${en}${provisional ? ` (${markEn})` : ''}` };
}
