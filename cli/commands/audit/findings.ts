/** `tuojian audit findings`: what the automatic checks found, read over the API, or run anew where the database is at hand. */

import { Command } from 'commander';
import type { KnownFinding } from '../../../domain/findings/ledger.ts';
import { minuteAt } from '../../../domain/kernel/days.ts';
import { findingName } from '../../../domain/words/findings.ts';
import { ruleWords } from '../../../domain/words/rules.ts';
import { FINDING_WORDS } from '../../../domain/words/statuses.ts';
import { type SignIn, signIn } from '../../api-session.ts';
import { withDatabase } from '../../connect.ts';
import { LANG, pick, SIGN_IN } from '../../declare.ts';
import { lastLine, progress, say, table, tableLines } from '../../output.ts';
import { queryOf } from './options.ts';

type Options = SignIn & {
  readonly run?: true;
  readonly project?: string;
  readonly programme?: string;
  readonly status?: string;
  readonly lang: string;
};

export const findingsCommand = new Command('findings')
  .option('--project <code>', 'one project')
  .option('--run', 'run every rule over every project now (where the database is at hand)')
  .option('--programme <code>', 'one programme')
  .option('--status <status>', 'OPEN, EXPLAINED, HANDED_OVER, DISMISSED, CEASED')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('what the automatic checks found; without --as or TUOJIAN_TOKEN they are run anew')
  .action(async (options: Options) => {
    const { readSettings } = await import('../../../config/env.ts');
    const isSignedIn = options.as !== undefined || readSettings().token !== null;
    await (options.run === true || !isSignedIn ? runFindings(options) : showFindings(options));
  });

async function showFindings(options: Options): Promise<void> {
  const api = await signIn(options);
  const { items } = await api.get<{ items: readonly (KnownFinding & { project: string })[] }>(
    `/api/v1/findings?${queryOf(options, ['programme', 'project', 'status'])}`,
  );
  const heads = tableLines(
    items.map(({ status, project, code, evidence }) => [
      pick(FINDING_WORDS[status], options.lang),
      project,
      code,
      pick(findingName(code), options.lang),
      pick(evidence, options.lang),
    ]),
  );
  items.forEach(({ id, firstSeen, rule, note }, index) => {
    say(heads[index] ?? '');
    const first = options.lang === 'en' ? 'first seen' : '首次发现';
    say(`            ${pick(ruleWords(rule), options.lang)}; ${first} ${minuteAt(firstSeen)}; id ${id}${note === null ? '' : `; ${note}`}`);
  });
  say(`${items.length} findings`);
}

/** Every rule over every project, or over one; then everything that stands. */
async function runFindings({ project, lang }: Options): Promise<void> {
  const { AUDIT_RULES } = await import('../../../domain/audit/rules.ts');
  const { checkProgramme, checkProject } = await import('../../../jobs/project-checks.ts');
  const { listFindings } = await import('../../../prisma/history/findings.ts');
  const { recorderOf } = await import('../../../prisma/record/event-store.ts');
  const { programmeCodes, projectCodes } = await import('../../../prisma/record/streams.ts');
  await withDatabase(async (db) => {
    const projects = project === undefined ? await projectCodes(db) : [project];
    const recorder = recorderOf(db);
    const going = progress();
    for (const [nth, code] of projects.entries()) {
      await checkProject(db, recorder, code);
      going.show(`${nth + 1} of ${projects.length} projects …`);
    }
    if (project === undefined) for (const programme of await programmeCodes(db)) await checkProgramme(db, recorder, programme);
    going.clear();
    const found = await listFindings(db, await programmeCodes(db), project === undefined ? {} : { project });
    table(
      found.map(({ status, code, evidence, firstSeen, ...one }) => [
        pick(FINDING_WORDS[status], lang),
        one.project,
        code,
        pick(findingName(code), lang),
        minuteAt(firstSeen),
        pick(evidence, lang),
      ]),
    );
    const count = (status: string) => found.filter((finding) => finding.status === status).length;
    lastLine({
      projects: projects.length,
      rules: Object.keys(AUDIT_RULES).length,
      findings: found.length,
      open: count('OPEN'),
      explained: count('EXPLAINED'),
      handedOver: count('HANDED_OVER'),
      dismissed: count('DISMISSED'),
    });
  });
}
