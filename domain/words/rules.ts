/** How sure a number of the rules is, and its unit, in words; what a rule is called where no document names it. */
import type { Text } from '../kernel/values.ts';
import type { Mark, Unit } from '../rule-table/table.ts';

export const MARK_WORDS: Readonly<Record<Mark, Text>> = {
  LAW: { zh: '有原文', en: 'from the document' },
  GK_H: { zh: '行业通行，待核原文', en: 'known in the field, to be verified' },
  GK_M: { zh: '待县级确认', en: 'to be confirmed by the county' },
  GK_L: { zh: '待县级确认', en: 'to be confirmed by the county' },
  DEFAULT: { zh: '本产品默认值', en: 'default of this product' },
};

export const UNIT_WORDS: Readonly<Record<Unit, Text>> = {
  WD: { zh: '个工作日', en: 'working days' },
  CD: { zh: '日（自然日）', en: 'calendar days' },
  MONTH: { zh: '个月', en: 'months' },
  PERCENT: { zh: '%', en: '%' },
  PER_MILLE: { zh: '%', en: '%' },
  POINT: { zh: '分', en: 'points' },
  FEN: { zh: '分（人民币）', en: '(1/100 CNY)' },
  M2: { zh: '平方米', en: 'm²' },
  HOUR: { zh: '小时', en: 'hours' },
  MINUTE: { zh: '分钟', en: 'minutes' },
  SECOND: { zh: '秒', en: 'seconds' },
  PERSON: { zh: '人', en: 'people' },
  MG_M3: { zh: 'mg/m³', en: 'mg/m³' },
  BQ_M3: { zh: 'Bq/m³', en: 'Bq/m³' },
  CFU_M3: { zh: 'CFU/m³', en: 'CFU/m³' },
};

/** How many of a table's numbers make one of what people read and type: shares are kept as whole thousandths, and said in percent. */
const KEPT_AS: Readonly<Partial<Record<Unit, number>>> = { PER_MILLE: 10 };
export const keptAs = (unit: Unit | null | undefined): number => (unit == null ? 1 : (KEPT_AS[unit] ?? 1));

/** Rules of findings and of tables that no article names, and glosses of those that one does; titles and numbers of documents stay as they are. */
const RULE_GLOSSES: Readonly<Record<string, string>> = {
  程序倒置: 'steps out of order',
  '政府投资条例 第九条（程序倒置）': '政府投资条例 第九条: steps out of order',
  '财建〔2022〕183号（确认产值不超过合同加已批变更）': '财建〔2022〕183号: the confirmed value stays within contract and approved changes',
  '预付款比例（县级规定，待确认）': 'share of advances, to be confirmed by the county',
  '预付款比例（县级规定）（待县级确认）': 'share of advances, to be confirmed by the county',
  '先批后变（财建〔2022〕183号）': '财建〔2022〕183号: approved first, changed then',
  '财建〔2022〕183号（不低于已完成工程价款的 80%）': '财建〔2022〕183号: no less than 80 % of finished work',
  '回避；不相容职务分离': 'recusal; nobody applies and approves',
  文号一件一号: 'one number, one document',
  同一批复两个文号: 'two numbers for one reply',
  金额勾稽: 'sums agree with each other',
  '政府投资条例 第二十二条（关口为本产品默认值）': '政府投资条例 第二十二条: money is in place first; the gate is a default of this product',
  '政府投资条例 第二十五条（天数为本产品默认值）': '政府投资条例 第二十五条: a surplus goes back; the days are a default of this product',
  '本产品默认值（县级可改）': 'default of this product, which a county may change',
  '普惠托育服务专项行动（每个新增托位 1 万元，待核原文）': 'CNY 10,000 for each new place, to be verified',
  '托育建设中央预算内投资补助标准（待核原文）': 'shares of central investment by region, to be verified',
  '月报与台账核对（金额勾稽）': 'reports agree with the record',
  结算超合同无依据: 'settled beyond the contract without a basis',
  '财建〔2016〕503号（竣工后 3 个月内编报决算）': '财建〔2016〕503号: final accounts within 3 months of completion',
  文书日期为非工作日: 'dated on a day off',
  '先批后发（程序倒置）': 'approved first, issued then: steps out of order',
  '先调研后规划（程序倒置）': 'surveyed first, planned then: steps out of order',
  '接续办理（此前在纸面办理的，应按接续登记）': 'what was done on paper before is taken over',
  '接续办理核对（各项依据见问题内容）': 'checked when it was taken over; what was found names its rule',
  实施步骤缺失: 'a step was left out',
  实施方案与项目登记不一致: 'the plan and what is registered of the project agree',
  '师资培训（开托前 30 日配齐，县级规定）': 'staff training: ready 30 days before opening, set by the county',
  '本产品默认值（每年修订）': 'default of this product: every year',
  '培训证书、保安员证': 'certificates of training, licences of guards',
  '上级审批（组织机构空缺）': 'a superior decides; the seat is empty',
  '国卫人口发〔2019〕58号（班额）': '国卫人口发〔2019〕58号: size of classes',
  '征求成员单位意见、合法性审核、会议审议、印发公开（通行做法）':
    'opinions, reviews, meetings, issue and publication, as plans are made in the field',
  '容缺受理（县级规定）': 'conditional acceptance, a rule of the county',
  本产品默认: 'default of this product',
  本产品默认值: 'default of this product',
  '行政许可法 第四十五条；焦作市中站区办事指南（评审不超过30个工作日，不计入时限）':
    '行政许可法 第四十五条; a guide of Zhongzhan District, Jiaozuo: reviews of up to 30 working days do not count',
  '本产品默认（台州：不超过承诺办理时限）': 'default of this product (Taizhou: no longer than the promised limit)',
  '台州市容缺受理做法（超过15个工作日退件）': 'practice of Taizhou: returned after 15 working days',
  '党政机关公文处理工作条例 第二十四条（天数为本产品默认）': '党政机关公文处理工作条例 第二十四条; the days are a default of this product',
  '县级规定（无上位统一标准；参照吴忠、焦作中站区、永登县做法）':
    'set by the county, no higher standard; after Wuzhong, Zhongzhan District in Jiaozuo, and Yongdeng County',
  '用地预审与选址意见书（新增用地）': '用地预审与选址意见书: new land',
  '环评分类管理（小型托育一般豁免或登记）': 'classes of environmental assessment: small childcare is mostly exempt or registered',
  '财政投资评审（县级规定）': 'fiscal review, set by the county',
  '招标投标法实施条例；国家发展改革委令第16号': '招标投标法实施条例; 国家发展改革委令第16号',
  '招标投标法 第四条；国家发展改革委令第16号': '招标投标法 第四条; 国家发展改革委令第16号',
  'Cochran 样本量公式（95% 置信度）；误差为县级规定': 'sample size by Cochran at 95 % confidence; the margin is set by the county',
  '县级规定（本产品默认）': 'set by the county; default of this product',
  '抽样调查通行做法（每层不少于 30 份）': 'usual in surveys: 30 answers of each stratum at least',
  '国卫人口发〔2019〕58号（3 岁以下）': '国卫人口发〔2019〕58号: under three',
  '"十四五"规划目标（2025 年 4.5 个）': 'aim of the 14th five-year plan: 4.5 in 2025',
  '国卫人口发〔2019〕58号未规定；本产品默认值': 'not set by 国卫人口发〔2019〕58号; default of this product',
  '无文件规定；县级规定': 'set by no document; by the county',
  'WS/T 821-2023 5.1.6（未定期限）；县级规定': 'WS/T 821-2023 5.1.6 sets no limit; the county does',
  '国卫人口发〔2019〕58号；项数为本产品默认值': '国卫人口发〔2019〕58号; their number is a default of this product',
  '房屋安全鉴定（改建）': 'safety assessment of a building that is altered',
  建设用地规划许可: 'planning permit for land',
  建设工程规划许可: 'planning permit for works',
  施工图审查: 'review of working drawings',
  '形象进度权重（本产品默认值）': 'weights of milestones; default of this product',
  '银川市 2025 年亮灯做法（本产品默认值）': 'lights as in Yinchuan, 2025; default of this product',
  '计划调整分级（本产品默认值）': 'grades of replanning; default of this product',
  '亮灯“无正当理由”认定（银川市 2025 年做法；本产品默认值）': 'valid reasons as in Yinchuan, 2025; default of this product',
  '工程变更分级（本产品默认值）': 'grades of change orders; default of this product',
  '预付款比例（县级规定）': 'share of advances, set by the county',
  '保障农民工工资支付条例 第二十九条（天数为本产品默认值）': '保障农民工工资支付条例 第二十九条; the days are a default of this product',
  '人社部发〔2021〕65号（待县级确认）': '人社部发〔2021〕65号; to be confirmed by the county',
  '缺陷责任期最长 24 个月（待核原文）': 'warranty of 24 months at most; to be verified',
  '国卫办人口发〔2019〕25号；托育服务法（草案）': '国卫办人口发〔2019〕25号; 托育服务法, a draft',
  '招标投标法 第四条（期限为本产品默认）': '招标投标法 第四条; the limit is a default of this product',
  '国卫办人口发〔2019〕25号；政府投资条例 第二十五条、第二十九条': '国卫办人口发〔2019〕25号; 政府投资条例 第二十五条、第二十九条',
  '行政许可法 第八十二条（单位）；天数为本产品默认值': '行政许可法 第八十二条 for the unit; the days are a default of this product',
  '政府投资条例 第二十三条、第二十五条；财建〔2016〕503号': '政府投资条例 第二十三条、第二十五条; 财建〔2016〕503号',
  '国卫人口发〔2019〕58号（提前天数待核原文）': '国卫人口发〔2019〕58号; the days before are to be verified',
  '食品经营许可和备案管理办法（提前天数待核原文）': '食品经营许可和备案管理办法; the days before are to be verified',
  '竣工财务决算审核批复时限（县级规定，参照厦门市思明区）': 'limits of the reply to final accounts, set by the county; after Siming, Xiamen',
  '竣工财务决算审核批复时限（县级规定，参照厦门市思明区）（待县级确认）':
    'limits of the reply to final accounts, to be confirmed by the county; after Siming, Xiamen',
  '财政投资评审时限（县级规定，参照岳阳市 2021 年）': 'limits of fiscal reviews, set by the county; after Yueyang, 2021',
  '财政投资评审时限（县级规定，参照岳阳市 2021 年）（待县级确认）': 'limits of fiscal reviews, to be confirmed by the county; after Yueyang, 2021',
  '建质〔2017〕138号 第十一条（待核原文）': '建质〔2017〕138号 第十一条; to be verified',
  '本产品默认值（各地有别）': 'default of this product; places differ',
  '托育机构设置标准（试行）（国卫人口发〔2019〕58号）': '国卫人口发〔2019〕58号: standard for setting up childcare institutions, on trial',
  '政府投资条例第九条、第十一条；行政许可法第四十二条；县级时限为本产品默认值':
    '政府投资条例 第九条、第十一条; 行政许可法 第四十二条; limits of the county are defaults of this product',
  '行政许可法第四十二条；县级时限为本产品默认值': '行政许可法 第四十二条; limits of the county are defaults of this product',
  '岳阳市财政投资评审办法（初稿 12、终稿 17 个工作日）':
    'rules of Yueyang on fiscal reviews: 12 working days for the draft, 17 for the final version',
  '住房和城乡建设部令第51号（15 个工作日，专家评审除外）': '住房和城乡建设部令第51号: 15 working days, without reviews by experts',
  '建筑工程施工许可管理办法（7 日；县级时限为本产品默认值）': '建筑工程施工许可管理办法: 7 days; limits of the county are defaults of this product',
  '政府投资条例第十三条；行政许可法第四十二条；县级时限为本产品默认值':
    '政府投资条例 第十三条; 行政许可法 第四十二条; limits of the county are defaults of this product',
  '政府投资条例第十四条；本产品默认时限': '政府投资条例 第十四条; its limit is a default of this product',
  '财建〔2022〕183号；本产品默认时限': '财建〔2022〕183号; its limit is a default of this product',
  '建设工程价款结算暂行办法（财建〔2004〕369号）；工程变更审批为本产品默认值（各地有别）':
    '财建〔2004〕369号 on payment of works; how changes are approved is a default of this product, and places differ',
  '建设工程价款结算暂行办法（财建〔2004〕369号）': '财建〔2004〕369号 on payment of works',
  '政府投资条例第二十三条；行政许可法第四十二条；县级时限为本产品默认值':
    '政府投资条例 第二十三条; 行政许可法 第四十二条; limits of the county are defaults of this product',
  '国卫人口发〔2019〕58号；本产品默认时限': '国卫人口发〔2019〕58号; its limit is a default of this product',
  '重大行政决策程序；公平竞争审查条例': '重大行政决策程序暂行条例; 公平竞争审查条例',
  验收结果先作出后公示: 'a result is announced once there is one',
};

/** The rule that a finding or a number rests on, for a reader of either language. */
export function ruleWords(rule: string): Text {
  // A row of a table of rules with its number, as money is found by it (funds/findings.ts).
  const [, row, document = ''] = /^规则表 ([A-Z_]+\.\w+：[^，]*)，(.*)$/su.exec(rule) ?? [];
  if (row !== undefined) return { zh: rule, en: `rule table ${row.replace('：', ': ')}, ${ruleWords(document).en}` };
  return { zh: rule, en: Object.hasOwn(RULE_GLOSSES, rule) ? (RULE_GLOSSES[rule] ?? rule) : rule };
}
