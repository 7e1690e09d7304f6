import './no-eval';
import { StrictMode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { firstScreenQuery, seedFirstScreen, takeFirstScreen } from './app/data/first-screen';
import { createQueryClient } from './app/data/query-client';
import './styles/index.css';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element.');
const client = createQueryClient();
const kept = takeFirstScreen(document);
if (kept !== null) seedFirstScreen(client, kept);
// Asked before anything is drawn: the answers are on their way meanwhile.
else void client.query(firstScreenQuery(client));
const reactRoot = createRoot(root);
// At once, so that the first picture is the screen and not an empty page.
flushSync(() => {
  reactRoot.render(
    <StrictMode>
      <App client={client} />
    </StrictMode>,
  );
});
