/** Long work shows that it goes on: one line that is rewritten in a terminal, a line now and then elsewhere. */
export type Progress = { update(done: number, note: string): void; end(note: string): void };

/** `total`: what `done` counts up to, as far as it is known. */
export function startProgress(title: string, total: number): Progress {
  const started = Date.now();
  const terminal = process.stdout.isTTY === true;
  let lastLine = 0;
  const seconds = () => Math.round((Date.now() - started) / 1_000);
  const draw = (done: number, note: string): string => {
    const part = Math.min(1, done / total);
    const bar = '█'.repeat(Math.round(part * 24)).padEnd(24, '░');
    return `${title} ${bar} ${String(Math.round(part * 100)).padStart(3)} % ${seconds()} s ${note}`.slice(0, 110);
  };
  return {
    update(done, note) {
      if (terminal) process.stdout.write(`\r\u001b[2K${draw(done, note)}`);
      else if (Date.now() - lastLine > 15_000) {
        lastLine = Date.now();
        process.stdout.write(`${draw(done, note)}\n`);
      }
    },
    end(note) {
      process.stdout.write(`${terminal ? '\r\u001b[2K' : ''}${title}: ${note} (${seconds()} s)\n`);
    },
  };
}
