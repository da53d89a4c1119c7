/**
 * Finds Temporal's time-skipping test server, or gets it: our cache, the SDK's own download, Maven (docs/adr/0008).
 * Only tests need it.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { startProgress } from '../local/progress.ts';
import { SetupError } from '../local/setup-error.ts';

const MAVEN_VERSION = '1.38.0';

/** Path of an executable that takes the port as its one argument. */
export async function findTimeSkippingServer(cacheDir: string): Promise<string> {
  const folder = path.join(cacheDir, `test-server-${MAVEN_VERSION}`);
  const script = path.join(folder, 'temporal-test-server');
  if (existsSync(script)) return script;
  mkdirSync(folder, { recursive: true });
  const downloaded = await download(folder);
  if (downloaded) return writeScript(script, `exec "$(ls -d ${folder}/temporal-test-server* | grep -v '/temporal-test-server$' | head -n 1)" "$@"`);
  if (spawnSync('mvn', ['--version'], { stdio: 'ignore' }).status !== 0) {
    throw new SetupError(
      'The time-skipping test server could not be downloaded, and Maven is not installed.',
      'Install Maven and a Java runtime, or run the tests where temporal.download is reached.',
    );
  }
  const progress = startProgress('Temporal test server, by Maven (once)', 1);
  const pom = path.join(folder, 'pom.xml');
  writeFileSync(pom, POM);
  const run = spawnSync('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${path.join(folder, 'lib')}`], {
    encoding: 'utf8',
  });
  if (run.status !== 0)
    throw new SetupError(
      `Maven could not bring the test server: ${run.stdout.trim().split('\n').slice(-2).join(' ')}`,
      'Look at the network, and try again.',
    );
  progress.end('ready');
  return writeScript(script, `exec java -cp '${path.join(folder, 'lib')}/*' io.temporal.testserver.TestServer "$@"`);
}

async function download(folder: string): Promise<boolean> {
  try {
    const env = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'cached-download', downloadDir: folder } } });
    await env.teardown();
    return true;
  } catch {
    return false;
  }
}

function writeScript(file: string, command: string): string {
  writeFileSync(file, `#!/bin/sh\n${command}\n`);
  chmodSync(file, 0o755);
  return file;
}

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>tuojian</groupId><artifactId>test-server</artifactId><version>1</version>
<dependencies><dependency><groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${MAVEN_VERSION}</version></dependency></dependencies>
</project>`;
