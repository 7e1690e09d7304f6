// Loaded into the main process before the application (LaunchOptions.before): keeps what happens so early that no test
// could ask for it. Tests read it as globalThis.startSeen.
const { app } = require('electron');

const seen = { aboutPanel: [], windows: [] };
globalThis.startSeen = seen;

const setAboutPanelOptions = app.setAboutPanelOptions.bind(app);
app.setAboutPanelOptions = (options) => {
  seen.aboutPanel.push(options);
  setAboutPanelOptions(options);
};

app.on('browser-window-created', (_event, window) => {
  const facts = { backgrounds: [], visible: [] };
  const look = () => {
    facts.backgrounds.push(window.getBackgroundColor().toLowerCase());
    facts.visible.push(window.isVisible());
  };
  seen.windows.push(facts);
  // In a turn of its own: the event comes before the window has its options, and long before it shows.
  setImmediate(look);
  window.once('show', look);
});
