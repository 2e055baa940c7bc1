/** Whether this browser can make connections at all; WebKitGTK without WebRTC can't. */
export function supportsLinks(page: { RTCPeerConnection?: unknown } = globalThis): boolean {
  return typeof page.RTCPeerConnection === 'function';
}
