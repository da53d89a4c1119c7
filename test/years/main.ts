/** `npm run years`: five years and 2,000 approvals in skipped time, runs of 40 events; the last line is one JSON object. */
import { parseArgs } from 'node:util';
import { lastLine, say } from '../../cli/output.ts';
import { playYears } from './five-years.ts';

const number = (fallback: string) => ({ type: 'string', default: fallback }) as const;
const { values } = parseArgs({ options: { years: number('5'), approvals: number('2000'), projects: number('20') } });
const report = await playYears({ years: Number(values.years), approvals: Number(values.approvals), projects: Number(values.projects), say });
const { faults, ...counts } = report;
for (const fault of faults) say(`✗ ${fault}`);
say(
  `${counts.years} years, ${counts.approvals} approvals, ${counts.projects} projects in ${counts.seconds} s: runs went on as new ${counts.continued} times; of ${counts.messages} messages ${counts.lost} were lost and ${counts.twice} counted twice.`,
);
say(
  `${counts.marks} marks of clocks were reached, ${counts.notices} notices handed over; ${counts.replayed - counts.notReplayed} of ${counts.replayed} runs replay.`,
);
lastLine(counts);
const holds = faults.length === 0 && counts.lost === 0 && counts.twice === 0 && counts.notReplayed === 0 && counts.continued >= 50;
process.exit(holds ? 0 : 1);
