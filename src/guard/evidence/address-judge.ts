import { parseAllowedSite } from '../../policy/allowed-site.js';
import { AllowedSites } from '../../policy/allowed-sites.js';
import type { AddressBar, Picture, Reading } from '../../address-bar/address-bar.js';
import { judgeAddress } from './judge-address.js';
import { fillsScreen } from './full-screen.js';
import { hiddenBy } from './hidden-bar.js';
import { waitsForAddress } from './waiting-bar.js';
import type { Screens } from './full-screen.js';
import type { GuardSettings } from '../decide/guard-settings.js';
import type { FrameJudge, HoldReason, Judgement } from '../decide/judgement.js';
import { isLoading } from '../../address-bar/signs/reload-button.js';
import { isSplitView } from '../../address-bar/signs/split-view.js';
import { PageEdge } from './page-edge.js';
import type { FrameView, Strip } from './strip.js';

/**
 * How many rows from the top are searched for the bar, in the frame's own pixels. Most bars are near
 * the top, and each row searched costs time. No browser's address bar is lower than the last of these.
 */
const DEPTHS = [140, 220, 400] as const;
/** How far below a bar's top something can still cast doubt on it, in bar heights: a pop-up's page may begin with a toolbar. */
const DOUBTS_REACH = 4;
/** Rows above the bar that count as verified: a focused bar has a ring all around it. */
const MARGIN = 3;
/**
 * How far below its middle the bar's text and mark reach, CSS pixels. Anything lower isn't compared,
 * because an open dialog casts its shadow on the field's last two rows.
 */
const TEXT_REACH = 12;
/** How long an unchanged bar vouches for the verdict while the rows above it change, as tabs do when they load or are hovered. */
const RELOCATE_MS = 500;
/** An unclear judgement may be repeated without another check for at least this long. It costs no safety, only a moment. */
const UNCLEAR_REST_MS = 60;

export interface AddressReaders {
  /** Finds the address bar. */
  locate(picture: Picture): AddressBar | null;
  /** Reads the bar. Null if it can't be read for certain. */
  read(picture: Picture, bar: AddressBar): Reading | null | Promise<Reading | null>;
}

/** A verified bar, with the pixels that represent it. */
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
 * Judges frames of a browser window by the address in its bar. The same pixels always get the same
 * verdict; other pixels are located and read again.
 */
export class AddressJudge implements FrameJudge {
  readonly #readers: AddressReaders;
  readonly #now: () => number;
  #sites: AllowedSites;
  #grade: 'exact' | 'ocr';
  #show: 'page' | 'window';
  readonly #pageEdge = new PageEdge();
  #screens: Screens = { known: [], others: false };
  #known: Known | null = null;
  #reading: Reading | null = null;
  #depth = 0;
  #unclear: { readonly judgement: Judgement; readonly until: number } | null = null;

  /** @throws ScreenShareError `settings-invalid` for a rule that doesn't parse */
  constructor(settings: GuardSettings, readers: AddressReaders, now = () => performance.now()) {
    this.#sites = new AllowedSites(settings.allowedSites);
    this.#grade = settings.guard?.reading ?? 'exact';
    this.#show = settings.guard?.show ?? 'page';
    this.#readers = readers;
    this.#now = now;
  }

  async judge(frame: FrameView): Promise<Judgement> {
    if (fillsScreen(frame, this.#screens)) return unclear('full-screen');
    const started = this.#now();
    const known = await this.#compare(frame, started);
    if (known) return this.#ofPage(frame, known);
    if (this.#unclear && started < this.#unclear.until) return this.#unclear.judgement;
    const judgement = await this.#ofPage(frame, await this.#locateAndRead(frame));
    const cost = this.#now() - started;
    this.#unclear = judgement.verdict === 'unclear' ? { judgement, until: this.#now() + Math.max(UNCLEAR_REST_MS, cost) } : null;
    return judgement;
  }

  /** If visitors see only the page, its place in the window has to be certain, too. */
  async #ofPage(frame: FrameView, judgement: Judgement): Promise<Judgement> {
    const bar = this.#known?.bar;
    if (judgement.verdict !== 'allowed' || this.#show === 'window' || !bar) return judgement;
    const part = await this.#pageEdge.find(frame, bar);
    return part ? { ...judgement, part } : { ...unclear('page-edge'), ...(judgement.shown !== undefined && { shown: judgement.shown }) };
  }

  /** The screens that a window might fill. A window as large as one of them isn't trusted. Default: no screens are known. */
  screens(screens: Screens): void {
    this.#screens = screens;
  }

  again(): Judgement | null {
    return this.#reading && this.#judged(this.#reading);
  }

  update(settings: GuardSettings): void {
    this.#sites = new AllowedSites(settings.allowedSites);
    this.#grade = settings.guard?.reading ?? 'exact';
    this.#show = settings.guard?.show ?? 'page';
    this.forget();
  }

  forget(): void {
    this.#pageEdge.forget();
    this.#known = null;
    this.#unclear = null;
  }

  /** The verdict of the bar that was verified last, if this frame shows an identical one. */
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
   * Whether the bar is still a browser's when other rows appear above it, after a hover over a tab or a
   * change of window focus. What lies below isn't checked again: a page's dialog may reach into the
   * toolbar and stay for long.
   */
  #isStillThere(strip: Strip, { strip: { height: rows }, picture, bar: { box } }: Known): boolean {
    const now = { ...picture, data: picture.data.slice() };
    now.data.set(strip.picture(rows).data);
    const found = this.#readers.locate(now)?.box;
    return found?.x === box.x && found.y === box.y && found.width === box.width && found.height === box.height;
  }

  /** The last verified bar stays known meanwhile: a dialog that slides in leaves the bar as it was. */
  async #locateAndRead(frame: FrameView): Promise<Judgement> {
    const strip = await frame.strip(Math.max(...DEPTHS));
    const found = this.#find(strip, frame.height);
    if (!found) return unclear(hiddenBy(strip, frame, this.#known));
    const { picture, bar } = found;
    if (isSplitView(picture, bar)) return unclear('split-view');
    // Copy the rows first: by the time a slow reader is done, the strip's memory holds another frame.
    const { top, verified } = verifiedRows(strip, bar);
    this.#reading = await this.#readers.read(picture, bar);
    if (!this.#reading) return unclear('unreadable');
    if (this.#reading.editing) return { ...this.#judged(this.#reading), reason: waitsForAddress(picture, bar, this.#known) ? 'new-tab' : 'editing' };
    const judgement = { ...withLoading(this.#judged(this.#reading), isLoading(picture, bar)), pageTop: pageBelow(bar) };
    if (judgement.verdict === 'allowed') this.#known = { strip: verified, picture, bar, frameHeight: frame.height, top, judgement, verifiedAt: this.#now() };
    return judgement;
  }

  /** Searches as deep as the last time, and deeper if the bar isn't there. */
  #find(strip: Strip, height: number): { picture: Picture; bar: AddressBar } | null {
    for (const [i, rows] of DEPTHS.entries()) {
      if (i < this.#depth) continue;
      const picture = { ...strip.picture(rows), wholeHeight: height };
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
    if (verdict === 'unclear') {
      const reason = reasonOf(reading);
      // The mark beside an address that was secure until now has been replaced, because the browser
      // asks for a permission there.
      return { verdict, shown, proof, reason: reason === 'unknown-mark' && shown === this.#known?.judgement.shown ? 'prompt' : reason };
    }
    const { rule } = verdict === 'allowed' ? this.#sites.check(addressOf(shown)) : {};
    if (rule === undefined) return { verdict, shown, proof };
    return { verdict, shown, proof, rule, ...(allowsWholeSite(rule) && { wholeSite: true }), ...(isWhole(reading) && { page: addressOf(shown) }) };
  }
}

/** Whether a rule allows every page of its sites, as `https://example.com/*` does. */
function allowsWholeSite(rule: string): boolean {
  const parsed = parseAllowedSite(rule);
  return parsed.ok && parsed.rule.below && parsed.rule.path === '/';
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

/** The toolbar continues a little below the bar, with buttons that show the progress of a download. */
function pageBelow({ box }: AddressBar): number {
  return Math.ceil(box.y + box.height * 1.4);
}

function unclear(reason: HoldReason): Judgement {
  return { verdict: 'unclear', reason };
}

function reasonOf({ editing, security, confusable = false }: Reading): HoldReason {
  if (editing) return 'editing';
  if (security === 'not-secure') return 'not-secure';
  // With a look-alike host, no other mark would help.
  if (confusable) return 'look-alike';
  return security === 'secure' ? 'unreadable' : 'unknown-mark';
}

function withLoading(judgement: Judgement, loading: boolean | undefined): Judgement {
  return loading === undefined ? judgement : { ...judgement, loading };
}

/** The shown address as a URL. Address bars leave out the scheme. */
function addressOf(shown: string): string {
  return shown.startsWith('https://') ? shown : `https://${shown}`;
}
