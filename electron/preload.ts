/** The whole bridge between window and service: two functions, no Electron object. It does not grow. */
import { contextBridge, ipcRenderer } from 'electron';

contextBridge.exposeInMainWorld('switchroom', {
  request: (message: unknown): Promise<unknown> => ipcRenderer.invoke('switchroom', message),
  onPush(listener: (push: unknown) => void): () => void {
    const heard = (_event: unknown, push: unknown) => listener(push);
    ipcRenderer.on('switchroom-push', heard);
    return () => void ipcRenderer.off('switchroom-push', heard);
  },
});
