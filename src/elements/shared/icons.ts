import { svg, html, type TemplateResult } from 'lit';

/** Drawn for this library on a 24 × 24 grid. They are decorative; the adjacent text has the meaning. */
function icon(shape: TemplateResult): TemplateResult {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true">${shape}</svg>`;
}

export const screenIcon = icon(svg`<rect x="3" y="4" width="18" height="13" rx="2"/><path d="M8 21h8M12 14V8m-3 2.5L12 8l3 2.5"/>`);
export const stopIcon = icon(svg`<rect x="6" y="6" width="12" height="12" rx="1.5" fill="currentcolor"/>`);
export const pauseIcon = icon(svg`<path d="M9 6v12M15 6v12" stroke-width="3"/>`);
export const playIcon = icon(svg`<path d="M8 5.5v13l11-6.5z" fill="currentcolor"/>`);
export const chevronIcon = icon(svg`<path d="m7 10 5 5 5-5"/>`);
export const openIcon = icon(svg`<path d="M14 4h6v6m0-6-9 9M18 14v4a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h4"/>`);
export const zoomInIcon = icon(svg`<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5M10.5 8v5M8 10.5h5"/>`);
export const zoomOutIcon = icon(svg`<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5M8 10.5h5"/>`);
export const fitIcon = icon(svg`<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M7 11V9h3M17 13v2h-3"/>`);
export const freezeIcon = icon(svg`<path d="M12 3v18M4.2 7.5l15.6 9M19.8 7.5l-15.6 9M9.5 4.5 12 7l2.5-2.5M9.5 19.5 12 17l2.5 2.5"/>`);
export const pictureInPictureIcon = icon(svg`<rect x="3" y="5" width="18" height="14" rx="2"/><rect x="12" y="11" width="6" height="5" fill="currentcolor"/>`);
export const fullScreenIcon = icon(svg`<path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5"/>`);
export const leaveFullScreenIcon = icon(svg`<path d="M9 4v5H4M15 4v5h5M9 20v-5H4M15 20v-5h5"/>`);
export const gripIcon = icon(svg`<path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01" stroke-width="3"/>`);
export const largerIcon = icon(svg`<path d="M14 4h6v6m0-6-7 7M10 20H4v-6m0 6 7-7"/>`);
export const smallerIcon = icon(svg`<path d="M20 10h-6V4m0 6 6-6M4 14h6v6m0-6-6 6"/>`);
export const putAwayIcon = icon(svg`<path d="M5 18h14"/>`);
export const floatIcon = icon(svg`<path d="M11 5H5a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2v-4M14 4h7v6h-7z"/>`);
export const pointIcon = icon(svg`<path d="m5 4 5.5 15 2.2-6.3L19 10.5z"/>`);
