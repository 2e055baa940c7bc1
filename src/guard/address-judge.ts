import { AllowedSites } from '../policy/allowed-sites.js';
import type { AddressBar, Picture, Reading } from './address-bar/address-bar.js';
import { judgeAddress } from './address-bar/judge-address.js';
import { fillsScreen } from './full-screen.js';
import type { Screens } from './full-screen.js';
import type { GuardSettings } from './guard-settings.js';
import type { FrameJudge, HoldReason, Judgement } from './judgement.js';
import { isLoading } from './reload-button.js';
import { isSplitView } from './split-view.js';
import type { FrameView, Strip } from './strip.js';

/**
 * How many rows from the top are searched for the bar, in the frame's own
 * pixels: most bars lie high, and searching costs by the row. No browser's
 * address bar lies lower than the last of these.
 */
const DEPTHS = [140, 220, 400] as const;
/** How far below a bar's top, in heights of it, lies what can still raise doubts about it: a pop-up's page may begin with a toolbar. */
const DOUBTS_REACH = 4;
/** Rows above the bar that belong to what was verified: the ring of a bar that has the focus goes all around it. */
const MARGIN = 3;
/**
 * How far below its middle the bar's text and mark reach, CSS pixels. What lies
 * lower isn't compared: the shadow of a page's dialog falls on the field's lower
 * edge, for as long as the dialog is open.
 */
const TEXT_REACH = 10;
/** How long the bar alone vouches for the verdict while rows above it change, as tabs do that load or are hovered. */
const RELOCATE_MS = 500;
/** What is unclear may be repeated without another look for at least this long: it costs no safety, only a moment. */
const UNCLEAR_REST_MS = 60;

export interface AddressReaders {
  /** Finds the address bar. */
  locate(picture: Picture): AddressBar | null;
  /** Reads it; null where it can't be read for certain. */
  read(picture: Picture, bar: AddressBar): Reading | null | Promise<Reading | null>;
}

/** A bar that was verified, with the pixels that stand for it. */
interface Known {
  readonly strip: Strip;
  /** What the locator saw. */
  readonly picture: Picture;
  readonly bar: AddressBar;
  readonly frameHeight: number;
  readonly top: number;
  readonly judgement: Judgement;
  readonly verifiedAt: number;
}

/**
 * Judges frames of a browser window by the address that its bar shows. The same
 * pixels have the same verdict; other pixels are located and read anew.
 */
export class AddressJudge implements FrameJudge {
  readonly #readers: AddressReaders;
  readonly #now: () => number;
  #sites: AllowedSites;
  #grade: 'exact' | 'ocr';
  #screens: Screens = { known: [], others: false };
  #known: Known | null = null;
  #reading: Reading | null = null;
  #depth = 0;
  #unclear: { readonly judgement: Judgement; readonly until: number } | null = null;

  /** @throws ScreenShareError `settings-invalid` for a rule that doesn't parse */
  constructor(settings: GuardSettings, readers: AddressReaders, now = () => performance.now()) {
    this.#sites = new AllowedSites(settings.allowedSites);
    this.#grade = settings.guard?.reading ?? 'exact';
    this.#readers = readers;
    this.#now = now;
  }

  async judge(frame: FrameView): Promise<Judgement> {
    if (fillsScreen(frame, this.#screens)) return unclear('full-screen');
    const started = this.#now();
    const known = await this.#compare(frame, started);
    if (known) return known;
    if (this.#unclear && started < this.#unclear.until) return this.#unclear.judgement;
    const judgement = await this.#look(frame);
    const cost = this.#now() - started;
    this.#unclear = judgement.verdict === 'unclear' ? { judgement, until: this.#now() + Math.max(UNCLEAR_REST_MS, cost) } : null;
    return judgement;
  }

  /** A window that fills one of these is never believed. Default: none is known. */
  screens(screens: Screens): void {
    this.#screens = screens;
  }

  again(): Judgement | null {
    return this.#reading && this.#judged(this.#reading);
  }

  update(settings: GuardSettings): void {
    this.#sites = new AllowedSites(settings.allowedSites);
    this.#grade = settings.guard?.reading ?? 'exact';
    this.forget();
  }

  forget(): void {
    this.#known = null;
    this.#unclear = null;
  }

  /** The verdict of the bar that was verified last, where this frame shows the very same one. */
  async #compare(frame: FrameView, now: number): Promise<Judgement | null> {
    const known = this.#known;
    if (known?.strip.width !== frame.width || known.frameHeight !== frame.height) return null;
    const isFresh = now - known.verifiedAt < RELOCATE_MS;
    const strip = await frame.strip(isFresh ? known.strip.height : known.picture.height);
    if (!strip.sameRows(known.strip, known.top, known.strip.height)) return null;
    if (isFresh) return known.judgement;
    if (isSplitView(strip.picture(), known.bar)) return unclear('split-view');
    if (!strip.sameRows(known.strip, 0, known.top) && !this.#isStillThere(strip, known)) return null;
    this.#known = { ...known, strip: strip.upTo(known.strip.height), verifiedAt: now };
    return known.judgement;
  }

  /**
   * Whether the bar is still a browser's with other rows above it, a tab's
   * hover or another window's focus. What lies below it isn't looked at again: a
   * page's dialog may reach into the toolbar, and can stay for long.
   */
  #isStillThere(strip: Strip, { strip: { height: rows }, picture, bar: { box } }: Known): boolean {
    const now = { ...picture, data: picture.data.slice() };
    now.data.set(strip.picture(rows).data);
    const found = this.#readers.locate(now)?.box;
    return found?.x === box.x && found.y === box.y && found.width === box.width && found.height === box.height;
  }

  /** What was verified before stays known meanwhile: a dialog that slides in leaves the bar as it was. */
  async #look(frame: FrameView): Promise<Judgement> {
    const strip = await frame.strip(Math.max(...DEPTHS));
    const found = this.#find(strip);
    if (!found) return unclear('no-address-bar');
    const { picture, bar } = found;
    if (isSplitView(picture, bar)) return unclear('split-view');
    // The strip's memory is another frame's by the time that a slow reader is done.
    const { top, verified } = verifiedRows(strip, bar);
    this.#reading = await this.#readers.read(picture, bar);
    if (!this.#reading) return unclear('unreadable');
    const judgement = { ...withLoading(this.#judged(this.#reading), isLoading(picture, bar)), pageTop: pageBelow(bar) };
    if (judgement.verdict === 'allowed') this.#known = { strip: verified, picture, bar, frameHeight: frame.height, top, judgement, verifiedAt: this.#now() };
    return judgement;
  }

  /** Searches as deep as it was found the last time, and deeper where it isn't there. */
  #find(strip: Strip): { picture: Picture; bar: AddressBar } | null {
    for (const [i, rows] of DEPTHS.entries()) {
      if (i < this.#depth) continue;
      const picture = strip.picture(rows);
      const bar = this.#readers.locate(picture);
      const isAll = rows >= strip.height;
      if (bar && (isAll || bar.box.y + bar.box.height * DOUBTS_REACH <= rows)) {
        this.#depth = i;
        return { picture, bar };
      }
      if (isAll) break;
    }
    this.#depth = 0;
    return null;
  }

  #judged(reading: Reading): Judgement {
    const { text: shown, engine: proof } = reading;
    const verdict = judgeAddress(reading, this.#sites, this.#grade);
    if (verdict === 'unclear') return { verdict, shown, proof, reason: reasonOf(reading) };
    const { rule } = verdict === 'allowed' ? this.#sites.check(addressOf(shown)) : {};
    return { verdict, shown, proof, ...(rule !== undefined && { rule, ...(isWhole(reading) && { page: addressOf(shown) }) }) };
  }
}

/** Whether all of the address was read, each letter for certain. */
function isWhole({ engine, truncated, mayGoOn = false }: Reading): boolean {
  return engine === 'exact' && !truncated && !mayGoOn;
}

function verifiedRows(strip: Strip, { box, scale }: AddressBar): { top: number; verified: Strip } {
  const top = Math.max(0, box.y - MARGIN);
  const bottom = Math.ceil(box.y + box.height / 2 + TEXT_REACH * scale);
  return { top, verified: strip.upTo(Math.min(bottom, box.y + box.height)) };
}

/** Some way below the bar is still the toolbar, with buttons that show how a download goes. */
function pageBelow({ box }: AddressBar): number {
  return Math.ceil(box.y + box.height * 1.4);
}

function unclear(reason: HoldReason): Judgement {
  return { verdict: 'unclear', reason };
}

function reasonOf({ editing, security }: Reading): HoldReason {
  if (editing) return 'editing';
  return security === 'secure' ? 'unreadable' : 'not-secure';
}

function withLoading(judgement: Judgement, loading: boolean | undefined): Judgement {
  return loading === undefined ? judgement : { ...judgement, loading };
}

/** What is shown as a URL; bars leave the scheme out. */
function addressOf(shown: string): string {
  return shown.startsWith('https://') ? shown : `https://${shown}`;
}
