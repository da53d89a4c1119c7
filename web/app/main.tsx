/** Where the console begins in the browser. Deliberately absent: anything that one part does by itself. */
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import './base.css';
import { createRoot } from 'react-dom/client';
import { Console } from './console.tsx';
import { nonce } from './nonce.ts';

// Parts that write styles of their own while they are shown ask for it by this name (get-nonce, in modals).
Reflect.set(globalThis, '__webpack_nonce__', nonce);

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Console />);
