import { css } from 'lit';

/** Buttons, with the variants `.primary`, `.danger`, `.quiet` and `.icon`. */
export const controls = css`
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    min-inline-size: max(var(--_control), 24px);
    min-block-size: max(var(--_control), 24px);
    margin: 0;
    padding: 0.25em 0.875em;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    font-weight: 500;
    text-align: start;
    cursor: pointer;
    touch-action: manipulation;
  }

  button:hover {
    background: var(--_raised);
  }

  button:focus-visible,
  [tabindex]:focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }

  button.icon {
    padding: 0.25em;
  }

  button.quiet {
    border-color: transparent;
    background: none;
  }

  button.quiet:hover,
  button[aria-pressed='true'] {
    background: var(--_raised);
  }

  button[aria-pressed='true'] {
    border-color: var(--_border);
  }

  button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  button.danger {
    border-color: transparent;
    background: var(--_danger);
    color: var(--_on-danger);
  }

  button.primary:hover,
  button.danger:hover {
    background-image: linear-gradient(rgb(0 0 0 / 12%), rgb(0 0 0 / 12%));
  }

  button[aria-disabled='true'],
  button:disabled {
    border-color: var(--_line);
    background: var(--_raised);
    color: var(--_muted);
    cursor: default;
  }

  button.quiet[aria-disabled='true'] {
    border-color: transparent;
    background: none;
    opacity: 0.55;
  }

  @media (pointer: coarse) {
    button {
      min-inline-size: max(var(--_control), 44px);
      min-block-size: max(var(--_control), 44px);
    }
  }

  @media (forced-colors: active) {
    button.quiet {
      border-color: ButtonBorder;
    }

    button[aria-pressed='true'] {
      outline: 2px solid Highlight;
      outline-offset: -3px;
    }

    button[aria-disabled='true'],
    button:disabled {
      border-color: GrayText;
      color: GrayText;
    }
  }

  .spinner {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    border: 2px solid currentcolor;
    border-inline-end-color: transparent;
    border-radius: 50%;
    animation: spin 0.9s linear infinite;
  }

  @media (forced-colors: active) {
    .spinner {
      border-color: CanvasText;
      border-inline-end-color: transparent;
      forced-color-adjust: none;
    }
  }

  @keyframes spin {
    to {
      rotate: 1turn;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation: none;
      border-style: dotted;
    }
  }
`;
