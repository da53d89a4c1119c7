/** A page of metrics as a scraper reads it. */

/** One series: the name with its labels, as they stand. */
export type MetricsPage = {
  readonly text: string;
  /** The sum of all series of this name whose labels hold these; 0: there is none. */
  sum(name: string, labels?: Readonly<Record<string, string>>): number;
  /** Names as they are declared. */
  readonly names: ReadonlySet<string>;
};

export async function readMetrics(url: string): Promise<MetricsPage> {
  const text = await (await fetch(url)).text();
  const series = [...text.matchAll(/^([A-Za-z_:][\w:]*)(?:\{(.*)\})? (\S+)$/gm)].map(([, name = '', labels = '', value = '']) => ({
    name,
    labels: Object.fromEntries([...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = '', said = '']) => [key, said])),
    value: Number(value),
  }));
  return {
    text,
    names: new Set([...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name = '']) => name)),
    sum: (name, wanted = {}) =>
      series
        .filter((one) => one.name === name && Object.entries(wanted).every(([key, value]) => one.labels[key] === value))
        .reduce((sum, { value }) => sum + value, 0),
  };
}
