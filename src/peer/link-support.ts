/** Whether this browser supports WebRTC connections. WebKitGTK without WebRTC doesn't. */
export function supportsLinks(page: { RTCPeerConnection?: unknown } = globalThis): boolean {
  return typeof page.RTCPeerConnection === 'function';
}
