import { css } from 'lit';

export const buttonStyles = css`
  :host {
    display: inline-block;
    max-inline-size: 100%;
    vertical-align: middle;
  }

  .base {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em 0.75em;
  }

  .base.boxed {
    padding: 0.5em;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) + 0.25em);
    background: var(--_surface);
  }

  .preview {
    position: relative;
    flex: none;
    inline-size: var(--glance-preview-width, 6em);
    min-block-size: 0;
    aspect-ratio: 16 / 10;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 0.75);
    background: #111;
  }

  .preview video {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }

  .large .what {
    flex-basis: 100%;
    flex-wrap: wrap;
  }

  .base.large .preview {
    inline-size: min(100%, 60em);
  }

  .what {
    display: contents;
  }

  .sharing .what {
    display: flex;
    flex: 1 1 16em;
    align-items: center;
    gap: 0.75em;
    min-inline-size: 0;
  }

  .sharing .actions button {
    flex: 1 1 auto;
  }

  .words {
    flex: 1 1 9em;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .words.empty,
  .notice.empty {
    position: absolute;
    flex: none;
  }

  .notice {
    display: flex;
    flex: 1 1 20em;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em 0.75em;
    min-inline-size: 0;
    max-inline-size: 44em;
    padding-inline-start: 0.25em;
    overflow-wrap: anywhere;
  }

  .notice [role='status'] {
    flex: 1 1 16em;
    min-inline-size: 0;
  }

  .notice p {
    margin: 0;
  }

  .notice [part='message'] {
    font-weight: 600;
  }

  .notice [part='remedy'] {
    color: var(--_muted);
  }

  .words p {
    margin: 0;
  }

  .status {
    font-weight: 600;
  }

  .status.quiet {
    color: var(--_muted);
    font-weight: inherit;
  }

  .why {
    font-weight: 400;
  }

  .live .status::before {
    content: '';
    display: inline-block;
    inline-size: 0.625em;
    block-size: 0.625em;
    margin-inline-end: 0.5em;
    border: 1px solid transparent;
    border-radius: 50%;
    background: var(--_danger);
  }

  .details {
    color: var(--_muted);
    font-size: 0.9375em;
  }

  .countdown {
    font-variant-numeric: tabular-nums;
  }

  .countdown,
  .alarm {
    color: var(--_danger);
    font-weight: 600;
  }

  .details span:not([part]) {
    white-space: nowrap;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    max-inline-size: 100%;
  }

  .chevron svg {
    inline-size: 1em;
    block-size: 1em;
    margin-inline-end: -0.25em;
  }

  dialog h2[tabindex]:focus-visible {
    outline: none;
  }

  @media (forced-colors: active) {
    .live .status::before {
      border-color: CanvasText;
      background: CanvasText;
      forced-color-adjust: none;
    }
  }
`;
