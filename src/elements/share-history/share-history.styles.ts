import { css } from 'lit';

export const shareHistoryStyles = css`
  :host {
    display: block;
    max-inline-size: 64em;
    overflow-wrap: anywhere;
  }

  ul {
    display: grid;
    gap: 0.5em;
    margin: 0.5em 0;
    padding: 0;
    list-style: none;
  }

  .share {
    padding: 0.625em 0.875em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0.25em 1em;
    margin: 0;
  }

  p {
    margin: 0.25em 0;
  }

  .note {
    color: var(--_muted);
    font-size: 0.9375em;
  }

  .gap {
    padding: 0.375em 0.625em;
    border-radius: var(--_radius);
    background: var(--_notice);
    color: var(--_on-notice);
  }

  .error {
    color: var(--_danger);
  }

  summary {
    padding: 0.125em;
    border-radius: var(--_radius);
    cursor: pointer;
  }

  summary:focus-visible,
  .scroll:focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }

  .scroll {
    overflow-x: auto;
  }

  table {
    inline-size: 100%;
    margin-block: 0.375em;
    border-collapse: collapse;
    font-size: 0.9375em;
  }

  th,
  td {
    padding: 0.25em 0.5em;
    border-block-end: 1px solid var(--_line);
    text-align: start;
    vertical-align: top;
  }

  td:first-child {
    white-space: nowrap;
  }

  @media (forced-colors: active) {
    .gap {
      border: 1px solid CanvasText;
    }
  }
`;
