/** Light, dark or as the system has it: kept in the browser (memory.ts), where first.js reads it before anything is drawn. */
import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core';
import { forget, recall, remember } from './memory.ts';

const KEY = 'colours';
const isScheme = (value: unknown): value is MantineColorScheme => value === 'light' || value === 'dark' || value === 'auto';

/** A change in one tab is followed by the others. */
export function keptColours(): MantineColorSchemeManager {
  let stop = (): void => undefined;
  return {
    get(otherwise) {
      const found = recall(KEY);
      return isScheme(found) ? found : otherwise;
    },
    set: (value) => void remember(KEY, value),
    subscribe(onUpdate) {
      const listen = ({ key }: StorageEvent): void => {
        const found = recall(KEY);
        if (key?.endsWith(KEY) === true && isScheme(found)) onUpdate(found);
      };
      window.addEventListener('storage', listen);
      stop = () => window.removeEventListener('storage', listen);
    },
    unsubscribe: () => stop(),
    clear: () => forget(KEY),
  };
}
