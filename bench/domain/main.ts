/** Part `domain` of `npm run bench`: how many decisions the domain takes a second on one core, by the number of approvers in a step. */
import { atLeast, tell } from '../figure.ts';
import { decisionsPerSecond } from './compiled.ts';

const APPROVERS = [5, 20, 60, 200];
/** For a case with 200 events; the steps that are shipped ask up to five. */
const LEAST_PER_SECOND = 100_000;

console.log('托建 bench, domain: decide and evolve of a case with 200 events, compiled, one core');
const perSecond = decisionsPerSecond(APPROVERS);
tell({
  part: 'domain',
  figures: APPROVERS.map((n) =>
    atLeast(
      `decideEvolve${n}`,
      '/s',
      perSecond[n] ?? Number.NaN,
      n === 5 ? LEAST_PER_SECOND : null,
      `领域每秒可作决定数，每步 ${n} 人`,
      `decisions the domain takes, ${n} approvers in the step`,
    ),
  ),
});
