import { windowOptions } from '#electron/app/window-options';
import { describe, expect, it } from 'vitest';

const parts = {
  bounds: { x: 10, y: 20, width: 1280, height: 800 },
  background: '#16181c',
  preload: '/app/out/preload/preload.cjs',
};

describe('the options of a window', () => {
  it('are exactly these in a packaged application', () => {
    expect(windowOptions({ ...parts, packaged: true })).toEqual({
      x: 10,
      y: 20,
      width: 1280,
      height: 800,
      minWidth: 900,
      minHeight: 600,
      title: 'Castellan',
      backgroundColor: '#16181c',
      show: false,
      webPreferences: {
        preload: '/app/out/preload/preload.cjs',
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        webviewTag: false,
        plugins: false,
        navigateOnDragDrop: false,
        safeDialogs: true,
        spellcheck: false,
        v8CacheOptions: 'bypassHeatCheckAndEagerCompile',
        devTools: false,
      },
    });
  });

  it('differ only by the developer tools in an unpackaged one', () => {
    const packaged = windowOptions({ ...parts, packaged: true });
    expect(windowOptions({ ...parts, packaged: false })).toEqual({
      ...packaged,
      webPreferences: { ...packaged.webPreferences, devTools: true },
    });
  });
});
