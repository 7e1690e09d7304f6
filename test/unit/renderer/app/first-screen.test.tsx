import { cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '#shared/contract/app';
import { FIRST_SCREEN_ID, type FirstScreen } from '#shared/contract/first-screen';
import { takeFirstScreen } from '../../../../renderer/app/data/first-screen';
import { aKey, keyHandlers } from '../../../support/memory-keys';
import { aCluster, clusterId, createWorld } from '../../../support/memory-world';
import { renderApp } from '../../../support/render-app';

afterEach(cleanup);

const KEPT: FirstScreen = {
  settings: { ...DEFAULT_SETTINGS, lastClusterId: clusterId(1) },
  clusters: [aCluster({ network: { state: 'unknown' } })],
  page: { rows: [aKey(1, { label: 'As it was' })], total: 1, all: 1, syncedAt: Date.now() },
};

function pageWith(text: string): Document {
  const page = document.implementation.createHTMLDocument();
  page.body.innerHTML = `<script type="application/json" id="${FIRST_SCREEN_ID}"></script>`;
  const element = page.getElementById(FIRST_SCREEN_ID);
  if (element !== null) element.textContent = text;
  return page;
}

describe('a kept first screen', () => {
  it('is drawn at once, without any answer, and gives way to what is answered', async () => {
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const now = keyHandlers([aKey(1, { label: 'As it is' }), aKey(2)]);
    const world = createWorld(
      { clusters: KEPT.clusters, settings: KEPT.settings },
      {
        ...now,
        'keys.page': async (query, signal) => {
          await answered;
          const page = await now['keys.page']?.(query, signal);
          if (page === undefined) throw new Error('Nothing answers.');
          return page;
        },
      },
    );
    renderApp(world, KEPT);
    expect(screen.getByRole('grid', { name: 'Keys of shop-prod' }).textContent).toContain('As it was');
    answer();
    await waitFor(() => expect(screen.getByRole('grid').textContent).toContain('As it is'));
    expect(screen.getByRole('grid').textContent).not.toContain('As it was');
  });

  it('is taken out of the page', () => {
    const page = pageWith(JSON.stringify(KEPT));
    expect(takeFirstScreen(page)).toEqual(KEPT);
    expect(page.getElementById(FIRST_SCREEN_ID)).toBeNull();
  });

  it.each([
    ['there is none', ''],
    ['it was cut short', JSON.stringify(KEPT).slice(0, 200)],
    ['another version kept it', JSON.stringify({ ...KEPT, settings: { colour: 'red' } })],
  ])('is none when %s', (_, text) => {
    expect(takeFirstScreen(pageWith(text))).toBeNull();
  });
});
