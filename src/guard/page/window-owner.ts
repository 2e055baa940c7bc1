/**
 * Whether a captured window is known to belong to the browser that this page runs in. Chromium names
 * its captures `window:<the system's id>:<its own id>`. The second id is 0 for windows of other
 * programs (`content::DesktopMediaID::ToString`; seen in Chromium 156 under X11). If it isn't known,
 * the window counts as another browser's, which only makes its frames wait longer.
 */
export function isOwnWindow(track: MediaStreamTrack): boolean {
  const { displaySurface, deviceId = '' } = track.getSettings();
  return displaySurface === 'window' && /^window:\d+:[1-9]\d*$/.test(deviceId);
}
