import { css } from 'lit';

/** A menu and a tooltip, both popovers next to their anchors; {@link placeBeside} positions them. */
export const menuStyles = css`
  [popover] {
    position: fixed;
    inset: auto;
    margin: 0;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
    overflow-wrap: anywhere;
  }

  /* For browsers without popovers. */
  @supports not selector(:popover-open) {
    [popover] {
      z-index: 2147483647;
    }

    [popover]:not([data-shown]) {
      display: none;
    }
  }

  [role='menu'] {
    min-inline-size: 12em;
    max-inline-size: min(24em, calc(100vw - 16px));
    max-block-size: calc(100dvh - 16px);
    padding: 0.375em;
    overflow: auto;
  }

  [role='menuitem'] {
    display: flex;
    justify-content: flex-start;
    inline-size: 100%;
    padding-inline: 0.75em;
    border-color: transparent;
    background: none;
    font-weight: inherit;
  }

  [role='menuitem'][aria-disabled='true'] {
    border-color: transparent;
    background: none;
  }

  [role='menuitem']:focus-visible {
    outline-offset: -2px;
  }

  [role='separator'] {
    block-size: 1px;
    margin: 0.375em 0;
    border: 0;
    background: var(--_line);
  }

  [role='tooltip'] {
    max-inline-size: min(22em, calc(100vw - 16px));
    padding: 0.625em 0.75em;
  }

  [role='tooltip'] p {
    margin: 0;
  }

  [role='tooltip'] p + p {
    margin-block-start: 0.25em;
    color: var(--_muted);
  }

  @media (forced-colors: active) {
    [role='menuitem'] {
      border-color: transparent;
    }

    [role='menuitem']:focus-visible,
    [role='menuitem']:hover {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
