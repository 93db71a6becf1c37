import { openFrames } from './extension/frame.js';
import { post } from './server-calls.js';

export function currentTheme() {
  return document.documentElement.dataset.theme;
}

/** Changes the user's theme on the page, on the server and in all open frames. */
export function setTheme(theme, userId) {
  document.documentElement.dataset.theme = theme;
  for (const frame of openFrames) frame.emit('user_settings_change', { theme });
  return post('/host/theme', { userId, theme });
}
