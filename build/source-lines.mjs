/**
 * Stacks name the lines of the sources, looked up when a stack is read: Node's own `--enable-source-maps` reads every map at
 * each start, for 130 ms of a processor and 13 MB (docs/adr/0116).
 */
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** For what runs from this folder, in this thread. */
export function nameSourceLines(folder) {
  const built = pathToFileURL(`${folder}/`).href;
  const maps = new Map();
  const mapOf = (file) => {
    if (!maps.has(file)) maps.set(file, new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(file)}.map`, 'utf8'))));
    return maps.get(file);
  };
  const inSource = (site) => {
    const file = site.getFileName();
    if (!file?.startsWith(built)) return site.toString();
    const [line, column] = [site.getLineNumber(), site.getColumnNumber()];
    const { originalSource, originalLine, originalColumn } = mapOf(file).findEntry(line - 1, column - 1);
    if (originalSource === undefined) return site.toString();
    const place = `${fileURLToPath(new URL(originalSource, file))}:${originalLine + 1}:${originalColumn + 1}`;
    return site.toString().replace(`${file}:${line}:${column}`, () => place);
  };
  Error.prepareStackTrace = (error, sites) => {
    const frames = sites.map((site) => {
      try {
        return inSource(site);
      } catch {
        return site.toString();
      }
    });
    return [Error.prototype.toString.call(error), ...frames.map((frame) => `    at ${frame}`)].join('\n');
  };
}
