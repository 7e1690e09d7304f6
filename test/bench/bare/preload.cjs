const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('bare', { invoke: (value) => ipcRenderer.invoke('nothing', value) });
