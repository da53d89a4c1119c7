/** What a lockfile lacks, and what `npm audit` says of it. Deliberately absent: reading and asking (check-lockfile.ts). */

/** Each names its package. `lock`: package-lock.json, version 3. */
export function lockFaults(lock: unknown): readonly string[] {
  const packages: unknown = Object(lock).packages;
  if (typeof packages !== 'object' || packages === null) return ['must have "packages" (lockfileVersion 3)'];
  return Object.entries(packages).flatMap(([name, entry]) => {
    const { integrity, resolved, link, inBundle } = Object(entry);
    // The product itself, and what lies inside another package or beside it.
    if (name === '' || link === true || inBundle === true) return [];
    const hash = typeof integrity === 'string' && /^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity);
    return [
      ...(hash ? [] : [`${name} must have its integrity (sha512): delete the entry and run npm install --package-lock-only`]),
      ...(resolved === undefined ? [] : [`${name} must not say where it comes from, and says ${JSON.stringify(resolved)}`]),
    ];
  });
}

/** Grade high or above, one line each; null: nobody answered. `output`: of `npm audit --json`. */
export function advisoriesIn(output: string): readonly string[] | null {
  let said: unknown;
  try {
    said = JSON.parse(output);
  } catch {
    return null;
  }
  const { vulnerabilities } = Object(said);
  if (typeof vulnerabilities !== 'object' || vulnerabilities === null) return null;
  return Object.entries(vulnerabilities).flatMap(([name, found]) => {
    const { severity, range } = Object(found);
    return severity === 'high' || severity === 'critical' ? [`${name} ${range}: ${severity}`] : [];
  });
}
