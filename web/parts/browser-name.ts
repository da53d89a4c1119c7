/**
 * A browser's own name for itself as a person knows it: `Chrome 120 · Windows`. Only to be read: whoever wants to be taken
 * for another browser can be. Deliberately absent: telling sign-ins apart (their id does).
 */

/** In this order: earlier ones of the list call themselves by the names of later ones too. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger\/(\d+)/, 'WeChat'],
  [/DingTalk\/(\d+)/, 'DingTalk'],
  [/(?:Lark|Feishu)\/(\d+)/, 'Feishu'],
  [/Edg(?:A|iOS)?\/(\d+)/, 'Edge'],
  [/(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/Version\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari/, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux|X11/, 'Linux'],
];

/** What is no browser's name stands as it is: a key's name, given by its owner. */
export function browserName(agent: string): string {
  if (!agent.startsWith('Mozilla/')) return agent;
  const [named] = BROWSERS.flatMap(([sign, name]) => {
    const found = sign.exec(agent);
    return found === null ? [] : [`${name} ${found[1]}`];
  });
  const [, system] = SYSTEMS.find(([sign]) => sign.test(agent)) ?? [];
  return named === undefined ? agent : system === undefined ? named : `${named} · ${system}`;
}
