/**
 * The Gantt chart: one line a stage, planned pale and real dark, milestones as marks on the works. Each line says the same in
 * words to whoever cannot see it, and the tables below hold every day. Deliberately absent: where things stand (gantt-shape.ts).
 */
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { dayWords, monthWords } from '../../../domain/words/days.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import type { Project } from './facts.ts';
import classes from './gantt.module.css';
import { type Bar, type GanttRow, ganttOf } from './gantt-shape.ts';
import { useSpans } from './spans.tsx';
import { PROJECT_WORDS } from './words.ts';

const place = ({ left, width }: Bar): { readonly left: string; readonly width: string } => ({ left: `${left}%`, width: `${width}%` });
const at = (left: number): { readonly left: string } => ({ left: `${left}%` });

export function Gantt({ project }: { readonly project: Project }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const say = useSay();
  const gantt = ganttOf(project);
  if (gantt === null) return null;
  const { ticks, today, rows } = gantt;
  return (
    <div className={classes.chart}>
      <Text size="sm" c="dimmed" mb="xs">
        {words.ganttHow}
      </Text>
      <div className={classes.head} aria-hidden>
        <div className={classes.track}>
          {ticks.map(({ month, at: left }) => (
            <span key={month} className={classes.tick} style={at(left)}>
              {say(monthWords(month))}
            </span>
          ))}
        </div>
      </div>
      <ol className={classes.rows} aria-label={words.gantt}>
        {rows.map((row) => (
          <Line key={row.stage.stage} row={row} today={today} ticks={ticks} />
        ))}
      </ol>
    </div>
  );
}

function Line({
  row,
  today,
  ticks,
}: {
  readonly row: GanttRow;
  readonly today: number | null;
  readonly ticks: readonly { readonly month: string; readonly at: number }[];
}): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const say = useSay();
  const { planned, real } = useSpans();
  const { stage } = row;
  const told = words.ganttOf(say(stage.name), planned(stage) || words.none, real(stage) || words.none);
  return (
    <li className={classes.row}>
      <span className={classes.name}>
        {say(stage.name)}
        {stage.takenOver && <span className={classes.taken}> {words.takenOver}</span>}
      </span>
      <div className={classes.track} role="img" aria-label={told} title={told}>
        {ticks.map(({ month, at: left }) => (
          <span key={month} className={classes.line} style={at(left)} />
        ))}
        {row.planned !== null && <span className={classes.planned} style={place(row.planned)} />}
        {row.bound !== null && <span className={classes.bound} style={at(row.bound)} />}
        {row.real !== null && (
          <span className={classes.real} data-late={row.late} data-taken={stage.takenOver} data-status={stage.status} style={place(row.real)} />
        )}
        {row.marks.map(({ milestone, planned: plan, real: reached }) => (
          <span key={milestone.key}>
            {plan !== null && <span className={classes.plannedMark} style={at(plan)} />}
            {reached !== null && (
              <span
                className={classes.realMark}
                data-late={milestone.lateDays !== null && milestone.lateDays > 0}
                style={at(reached)}
                title={`${say(milestone.name)} ${milestone.reachedOn === null ? '' : say(dayWords(milestone.reachedOn))}`}
              />
            )}
          </span>
        ))}
        {today !== null && <span className={classes.today} style={at(today)} />}
      </div>
    </li>
  );
}
