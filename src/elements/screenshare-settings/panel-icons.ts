import { html, svg } from 'lit';

/** Drawn for this library on a 24 × 24 grid. The adjacent text or the button's name gives the meaning. */
export const removeIcon = html`<svg viewBox="0 0 24 24" aria-hidden="true">${svg`<path d="M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v5M14 11v5"/>`}</svg>`;
export const upIcon = html`<svg viewBox="0 0 24 24" aria-hidden="true">${svg`<path d="m6 14 6-6 6 6"/>`}</svg>`;
export const downIcon = html`<svg viewBox="0 0 24 24" aria-hidden="true">${svg`<path d="m6 10 6 6 6-6"/>`}</svg>`;
export const gripIcon = html`<svg viewBox="0 0 24 24" aria-hidden="true">${svg`<path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01" stroke-width="3"/>`}</svg>`;
export const addIcon = html`<svg viewBox="0 0 24 24" aria-hidden="true">${svg`<path d="M12 5v14M5 12h14"/>`}</svg>`;
