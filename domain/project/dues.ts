/** What a project itself owes by a day: final accounts after completion and the reply to them, assets after acceptance. Deliberately absent: what its stages owe. */
import { addDays, addMonths, dayAt } from '../kernel/days.ts';
import { valuesIn } from '../rule-table/table.ts';
import { landPreDue } from '../stages/approvals/dues.ts';
import type { DueDay } from '../stages/watch.ts';
import { STEP_CODES, STEP_NAMES } from '../standards/approval-paths.ts';
import { DUES } from '../standards/dues.ts';
import { HANDOVER } from '../standards/handover.ts';
import { SUPERVISION } from '../standards/supervision.ts';
import { ruleWords } from '../words/rules.ts';
import type { ProjectState } from './facts.ts';

export function projectDues({ standards, status, stages, steps, handover, assetsDue, accountsDue }: ProjectState): readonly DueDay[] {
  const { warnDays } = valuesIn(standards, DUES);
  if (warnDays === null || (status !== 'RUNNING' && status !== 'SUSPENDED')) return [];
  const found: DueDay[] = [];
  const { landPreMonths } = valuesIn(standards, DUES);
  const landPreOn = steps.LAND_PRE?.status === 'REPLIED' ? steps.LAND_PRE.on : null;
  // From there on its construction watches it.
  if (landPreOn !== null && landPreMonths !== null && stages.APPROVALS?.status === 'OPEN')
    found.push(landPreDue({ landPreOn, landPreMonths, warnDays }));
  // A permit of its construction takes its place from there on.
  if (stages.APPROVALS?.status === 'OPEN')
    for (const code of STEP_CODES) {
      const held = steps[code];
      if (held?.status !== 'REPLIED' || held.until === undefined) continue;
      const { zh, en } = STEP_NAMES[code];
      const what = {
        zh: `${zh} ${held.number ?? ''} 有效期届满；须在届满前办完后续事项或重新办理`,
        en: `${en} ${held.number ?? ''} ends; what rests on it must be done before, or it is asked for again`,
      };
      found.push({ key: `REPLY.${code}`, what, on: held.until, from: addDays(held.until, -warnDays), after: ['PROGRAMME_OFFICER'] });
    }
  const completion = stages.CONSTRUCTION?.result.completionOn;
  if (stages.CONSTRUCTION?.status === 'DONE' && typeof completion === 'string' && handover.finalAccounts === null) {
    const { document } = SUPERVISION.rows.finalAccountsMonths;
    const on = addMonths(completion, valuesIn(standards, SUPERVISION).finalAccountsMonths);
    const what = { zh: `竣工财务决算须编报（${document}）`, en: `final accounts must be drawn up (${ruleWords(document).en})` };
    found.push({ key: 'FINAL_ACCOUNTS', what, on, from: addDays(on, -warnDays), after: ['PROGRAMME_OFFICER'] });
  }
  if (accountsDue?.dueOn != null && handover.finalAccounts !== null && handover.finalAccounts.approval === undefined) {
    const { document } = HANDOVER.rows.accountsReview;
    const on = accountsDue.dueOn;
    const what = {
      zh: `竣工财务决算须经财政审核批复（${document}，待县级确认）`,
      en: `finance must review the final accounts and reply to them (${ruleWords(document).en}, to be confirmed by the county)`,
    };
    found.push({ key: 'ACCOUNTS_REPLY', what, on, from: addDays(on, -warnDays), after: ['PROGRAMME_OFFICER'] });
  }
  if (assetsDue?.dueOn != null && handover.assets === null) {
    const on = assetsDue.dueOn;
    const yellow = assetsDue.marks.find(({ mark }) => mark === 'YELLOW')?.at;
    const what = { zh: '资产须移交并登记移交清单', en: 'the assets must be handed over, with their list' };
    found.push({ key: 'ASSETS', what, on, from: yellow === undefined ? addDays(on, -warnDays) : dayAt(yellow), after: ['PROGRAMME_OFFICER'] });
  }
  return found;
}
