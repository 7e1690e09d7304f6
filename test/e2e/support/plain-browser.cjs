// The bare browser that pages of other origins are opened in: a window without anything of Castellan.
const { app, BrowserWindow } = require('electron');

void app.whenReady().then(() => {
  const window = new BrowserWindow({ webPreferences: { sandbox: true, contextIsolation: true } });
  return window.loadURL(process.argv.at(-1));
});
