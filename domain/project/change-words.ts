/** What a change of a project says: from what to what, in both languages. Deliberately absent: what it means for anybody. */
import type { Text } from '../kernel/values.ts';
import type { ProfileFacts, Schedule } from '../profile/change.ts';
import {
  ALTERATION_WORDS,
  type Alteration,
  BUILD_KIND_WORDS,
  type ClassPlan,
  type Funding,
  investmentFen,
  type Milestone,
} from '../profile/profile.ts';
import { MILESTONE_NAMES } from '../standards/milestones.ts';
import { dayWords } from '../words/days.ts';
import { money } from '../words/money.ts';

type Facts = ProfileFacts & Schedule;
type Told = { readonly [F in keyof Required<Facts>]: readonly [zh: string, en: string, value: (value: Required<Facts>[F]) => Text] };

const text = (value: string | number): Text => ({ zh: String(value), en: String(value) });
const flag = (value: boolean): Text => (value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' });
const area = (value: number): Text => text(`${value} m²`);
const classes = (plan: ClassPlan): Text => ({
  zh: `乳儿班 ${plan.INFANT}、托小班 ${plan.TODDLER}、托大班 ${plan.OLDER}、混合班 ${plan.MIXED}`,
  en: `${plan.INFANT} infant, ${plan.TODDLER} toddler, ${plan.OLDER} older, ${plan.MIXED} mixed`,
});
const altered = (parts: readonly Alteration[]): Text => ({
  zh: parts.map((part) => ALTERATION_WORDS[part].zh).join('、') || '无',
  en: parts.map((part) => ALTERATION_WORDS[part].en).join(', ') || 'none',
});
const plan = (milestones: readonly Milestone[]): Text => ({
  zh: milestones.map(({ key, plannedOn }) => `${MILESTONE_NAMES[key]?.zh ?? key} ${dayWords(plannedOn).zh}`).join('、'),
  en: milestones.map(({ key, plannedOn }) => `${MILESTONE_NAMES[key]?.en ?? key} ${dayWords(plannedOn).en}`).join(', '),
});

/** By source, since other sources may add up to the same sum. */
const funding = (sources: Funding): Text => {
  const [all, central, county, other] = [money(investmentFen(sources)), money(sources.centralFen), money(sources.countyFen), money(sources.otherFen)];
  return {
    zh: `${all.zh}（中央 ${central.zh}、县级 ${county.zh}、其他 ${other.zh}）`,
    en: `${all.en} (central ${central.en}, county ${county.en}, other ${other.en})`,
  };
};

const TOLD: Told = {
  name: ['名称', 'name', (name) => name],
  buildKind: ['建设性质', 'kind', (kind) => BUILD_KIND_WORDS[kind]],
  enterpriseInvested: ['社会力量投资', 'enterprise-invested', flag],
  simple: ['内容单一', 'simple', flag],
  places: ['托位', 'places', text],
  classes: ['班级', 'classes', classes],
  areaM2: ['建筑面积', 'gross area', area],
  childrenRoomM2: ['儿童用房面积', "children's rooms", area],
  funding: ['总投资', 'investment', funding],
  unit: ['项目单位', 'unit', text],
  servesMeals: ['供餐', 'meals', flag],
  region: ['所在乡镇街道', 'region', text],
  newLand: ['新增用地', 'new land', flag],
  eiaListed: ['列入环评名录', 'listed for an assessment', flag],
  alters: ['改动原建筑', 'changes of the building', altered],
  startOn: ['计划开工', 'planned start', dayWords],
  finishOn: ['计划竣工', 'planned finish', dayWords],
  opensOn: ['计划开托', 'planned opening', dayWords],
  milestones: ['里程碑', 'milestones', plan],
};

/** Of milestones those alone that differ: the others say nothing of the change. */
function moved({ milestones: before = [] }: Partial<Facts>, { milestones: after = [] }: Partial<Facts>): readonly [Text, Text] {
  const differs = (others: readonly Milestone[]) => (one: Milestone) =>
    !others.some(({ key, plannedOn }) => key === one.key && plannedOn === one.plannedOn);
  const [from, to] = [before.filter(differs(after)), after.filter(differs(before))];
  return [from.length === 0 ? text('—') : plan(from), to.length === 0 ? text('—') : plan(to)];
}

const tell = <F extends keyof Facts>(field: F, was: Partial<Facts>, now: Partial<Facts>): readonly Text[] => {
  const [zh, en, value] = TOLD[field];
  const [before, after] = [was[field], now[field]] as readonly (Required<Facts>[F] | undefined)[]; // an absent field is undefined
  if (after === undefined) return [];
  const [from, to] = field === 'milestones' ? moved(was, now) : [before === undefined ? text('—') : value(before), value(after)];
  return [{ zh: `${zh} ${from.zh} → ${to.zh}`, en: `${en} ${from.en} → ${to.en}` }];
};

/** 「托位 150 → 120；班级 …」. */
export function fromTo(was: Partial<Facts>, now: Partial<Facts>): Text {
  const fields = Object.keys(TOLD) as (keyof Facts)[]; // of an object that is written down just above
  const told = fields.flatMap((field) => tell(field, was, now));
  return { zh: told.map(({ zh }) => zh).join('；'), en: told.map(({ en }) => en).join('; ') };
}
