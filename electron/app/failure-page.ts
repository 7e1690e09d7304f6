import type { AppErrorData } from '#shared/errors';

/** What the page of a failed start offers beside its text, as links that the main process acts on. */
export const FAILURE_ACTIONS = {
  retry: 'app://castellan/!retry',
  folder: 'app://castellan/!folder',
  quit: 'app://castellan/!quit',
} as const;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

/**
 * The page in place of the application when it could not start: what happened, what to do, where the data lies.
 * Plain HTML without script, so that it also stands when the interface itself cannot be read.
 */
export function failurePage(error: AppErrorData, profile: string, styleNonce: string): string {
  const remedy = error.remedy === undefined ? '' : `<p>${escapeHtml(error.remedy)}</p>`;
  return `<!doctype html>
<html lang="en" data-theme="system">
<head>
<meta charset="utf-8">
<title>Castellan cannot start</title>
<style nonce="${styleNonce}">
:root { color-scheme: light dark; --surface: light-dark(#fbfcfd, #16181c); --text: light-dark(#1f2228, #e7e9ec); --line: light-dark(#c9ccd2, #474b53); --accent: light-dark(#3f53b5, #9fb0f5); }
:root[data-theme='light'] { color-scheme: light; }
:root[data-theme='dark'] { color-scheme: dark; }
:root[data-theme='contrast'] { --surface: light-dark(#fff, #000); --text: light-dark(#000, #fff); --line: currentcolor; }
body { margin: 0; background: var(--surface); color: var(--text); font: 13px/1.5 system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif; display: grid; place-items: center; min-height: 100vh; }
main { max-width: 560px; padding: 32px; }
h1 { font-size: 20px; margin: 0 0 12px; }
code { font: 12px ui-monospace, 'DejaVu Sans Mono', monospace; overflow-wrap: anywhere; }
nav { display: flex; gap: 8px; margin-top: 24px; }
a { color: inherit; text-decoration: none; border: 1px solid var(--line); border-radius: 6px; padding: 5px 12px; font-weight: 500; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
</style>
</head>
<body>
<main>
<h1>Castellan cannot start</h1>
<p>${escapeHtml(error.message)}</p>
${remedy}
<p>Data folder: <code>${escapeHtml(profile)}</code><br>Code: <code>${error.code}</code></p>
<nav>
<a href="${FAILURE_ACTIONS.retry}">Try again</a>
<a href="${FAILURE_ACTIONS.folder}">Open data folder</a>
<a href="${FAILURE_ACTIONS.quit}">Quit</a>
</nav>
</main>
</body>
</html>
`;
}
