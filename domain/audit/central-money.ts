/**
 * What the central government gives to a project against what is usual: so much for each new place of an enterprise, at most a share
 * of a public project. Both are to be verified, so that they are found and never gate. Deliberately absent: the ledger (funds/).
 */
import { investmentFen } from '../profile/profile.ts';
import { valuesIn } from '../rule-table/table.ts';
import { FUNDS } from '../standards/funds.ts';
import { money } from '../words/money.ts';
import type { Seen } from './before-approval.ts';
import { both, of, type ProjectEventOf, type ProjectRecord, ref, standardsOf } from './project-record.ts';

/** As it is planned now, and the event that says so. */
function planned(events: readonly ProjectEventOf[]) {
  const opened = of(events, 'ProjectOpened')[0];
  if (opened === undefined || !('profile' in opened.data) || !('funding' in opened.data.profile)) return null;
  const changes = of(events, 'ProjectProfileChanged');
  const facts = Object.assign({}, ...changes.map(({ data }) => data.facts));
  return { profile: { ...opened.data.profile, ...facts } as typeof opened.data.profile, event: ref(changes.at(-1) ?? opened) }; // the changed facts are the profile's own
}

export function centralPerPlace({ events }: ProjectRecord): readonly Seen[] {
  const found = planned(events);
  const { centralPerPlaceFen } = valuesIn(standardsOf(events, 'project'), FUNDS);
  if (found === null || !found.profile.enterpriseInvested || found.profile.funding.centralFen === 0) return [];
  const { places, funding } = found.profile;
  const usual = places * centralPerPlaceFen;
  if (funding.centralFen === usual) return [];
  const [given, each, all] = [money(funding.centralFen), money(centralPerPlaceFen), money(usual)];
  const evidence = both(
    `中央补助 ${given.zh}，${places} 个托位按每个 ${each.zh} 应为 ${all.zh}`,
    `${given.en} of central subsidy; ${places} places at ${each.en} each make ${all.en}`,
  );
  return [{ key: 'PLACES', evidence, events: [found.event] }];
}

export function centralOverShare({ events }: ProjectRecord): readonly Seen[] {
  const found = planned(events);
  const { centralSharePercent } = valuesIn(standardsOf(events, 'project'), FUNDS);
  if (found === null || found.profile.enterpriseInvested) return [];
  const { funding } = found.profile;
  const all = investmentFen(funding);
  if (funding.centralFen * 100 <= all * centralSharePercent) return [];
  const [given, whole] = [money(funding.centralFen), money(all)];
  const evidence = both(
    `中央投资 ${given.zh}，超过总投资 ${whole.zh} 的 ${centralSharePercent}%`,
    `${given.en} of central money is more than ${centralSharePercent} % of ${whole.en}`,
  );
  return [{ key: 'SHARE', evidence, events: [found.event] }];
}
