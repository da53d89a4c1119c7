/** Workflows that take their thread for themselves, as no case may. */

export async function endless(): Promise<void> {
  for (;;) Math.sqrt(2);
}

/** A fifth of a second of work in one turn. */
export async function busy(): Promise<string> {
  let sum = 0;
  for (let turns = 0; turns < 2e8; turns += 1) sum += turns % 3;
  return `done ${sum > 0}`;
}
