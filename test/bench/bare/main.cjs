// The least that Electron can do: one sandboxed window with a line of text, and one handler that does nothing.
const { app, BrowserWindow, ipcMain } = require('electron');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const folder = process.env.BENCH_PROFILE;
if (folder) app.setPath('userData', folder);
ipcMain.handle('nothing', () => null);
void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    webPreferences: { preload: path.join(__dirname, 'preload.cjs'), sandbox: true, contextIsolation: true },
  });
  void window.loadURL(pathToFileURL(path.join(__dirname, 'page.html')).href);
});
app.on('window-all-closed', () => app.quit());
