import { css } from 'lit';

/**
 * The colours and sizes of all elements. Hosts change them with the `--glance-…`
 * properties. Light or dark follows the `color-scheme` where the element is placed.
 * Private names begin with `--_`.
 */
export const tokens = css`
  :host {
    --_text: var(--glance-color-text, #1b1f24);
    --_muted: var(--glance-color-muted, #525a65);
    --_surface: var(--glance-color-surface, #fff);
    --_raised: var(--glance-color-raised, #f1f3f6);
    --_border: var(--glance-color-border, #7d8794);
    --_line: var(--glance-color-line, #d5dae1);
    --_accent: var(--glance-color-accent, #0b57d0);
    --_on-accent: var(--glance-color-on-accent, #fff);
    --_danger: var(--glance-color-danger, #b3261e);
    --_on-danger: var(--glance-color-on-danger, #fff);
    --_notice: var(--glance-color-notice, #fff3d1);
    --_on-notice: var(--glance-color-on-notice, #4a3600);
    --_focus: var(--glance-color-focus, #0b57d0);
    --_shadow: 0 1px 3px rgb(0 0 0 / 18%), 0 8px 28px rgb(0 0 0 / 18%);
    --_radius: var(--glance-radius, 8px);
    --_control: var(--glance-control-size, 2.25em);
    --_font: var(--glance-font-family, inherit);
    --_font-size: var(--glance-font-size, max(0.9375em, 13px));
  }

  @supports (color: light-dark(#000, #fff)) {
    :host {
      --_text: var(--glance-color-text, light-dark(#1b1f24, #eceff3));
      --_muted: var(--glance-color-muted, light-dark(#525a65, #aab4c0));
      --_surface: var(--glance-color-surface, light-dark(#fff, #1d2025));
      --_raised: var(--glance-color-raised, light-dark(#f1f3f6, #2a2e35));
      --_border: var(--glance-color-border, light-dark(#7d8794, #858f9c));
      --_line: var(--glance-color-line, light-dark(#d5dae1, #3c424b));
      --_accent: var(--glance-color-accent, light-dark(#0b57d0, #8ab8ff));
      --_on-accent: var(--glance-color-on-accent, light-dark(#fff, #06244d));
      --_danger: var(--glance-color-danger, light-dark(#b3261e, #ffb4ab));
      --_on-danger: var(--glance-color-on-danger, light-dark(#fff, #5c0a05));
      --_notice: var(--glance-color-notice, light-dark(#fff3d1, #4a3a10));
      --_on-notice: var(--glance-color-on-notice, light-dark(#4a3600, #ffe9b0));
      --_focus: var(--glance-color-focus, light-dark(#0b57d0, #a8caff));
    }
  }

  :host {
    box-sizing: border-box;
    color: var(--_text);
    font-family: var(--_font);
    font-size: var(--_font-size);
    line-height: 1.4;
    text-align: start;
  }

  /*
   * Overrides inherited values, whatever the page's styles set on the element or
   * its ancestors. A rule such as "* { all: unset }" can't reach what is inside.
   */
  :host > * {
    color: var(--_text);
    font-family: var(--_font);
    font-size: max(1em, 13px);
    font-variant: normal;
    line-height: 1.4;
    letter-spacing: normal;
    word-spacing: normal;
    word-break: normal;
    text-align: start;
    text-indent: 0;
    text-shadow: none;
    text-transform: none;
    white-space: normal;
    hyphens: manual;
    writing-mode: horizontal-tb;
  }

  :host([hidden]) {
    display: none !important;
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  svg {
    display: block;
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
`;
