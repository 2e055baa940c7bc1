import { expect, fixture, html } from '@open-wc/testing';
import { sendMouse, setViewport } from '@web/test-runner-commands';
import '../../src/define.js';
import { offerLanguages, setLanguage } from '../../src/languages.js';
import type { GlanceSharePanel } from '../../src/elements/share-panel/share-panel.element.js';
import type { AgentSession } from '../../src/session/agent/agent-session.js';
import { LANGUAGES } from '../../src/locales/index.js';
import { click, gesture, press } from '../harness/user.js';
import { until } from '../harness/until.js';
import { expectAccessible } from './axe.js';
import { hasPart, part, Stage, textOf } from './stage.js';

let stage: Stage;
beforeEach(async () => {
  stage = new Stage();
  sessionStorage.clear();
  await setViewport({ width: 1280, height: 800 });
});
afterEach(() => stage.close());

interface Shown {
  readonly panel: GlanceSharePanel;
  readonly agent: AgentSession;
}

const boxOf = (panel: Element): DOMRect => part(panel, '.panel').getBoundingClientRect();
const viewOf = (panel: Element): Element & { readonly state: string } => part(panel, 'glance-share-view') as never;
const isOpen = (panel: Element): boolean => part(panel, '.panel').matches(':popover-open');
const focused = (panel: Element): Element | null => panel.shadowRoot!.activeElement;

async function waiting(attributes: Partial<GlanceSharePanel> = {}): Promise<Shown> {
  const agent = stage.agent();
  const panel = await fixture<GlanceSharePanel>(html`<glance-share-panel .session=${stage.visitor()} session-id="panel"></glance-share-panel>`);
  Object.assign(panel, attributes);
  await panel.updateComplete;
  return { panel, agent };
}

async function share(agent: AgentSession): Promise<void> {
  await until(() => agent.settings);
  await gesture();
  await agent.start();
}

async function shown(attributes: Partial<GlanceSharePanel> = {}): Promise<Shown> {
  const it = await waiting(attributes);
  await share(it.agent);
  await until(() => it.panel.state === 'open' && viewOf(it.panel).state === 'viewing');
  await it.panel.updateComplete;
  return it;
}

async function field(style: string, tag: 'input' | 'textarea' = 'input'): Promise<HTMLElement> {
  const element = document.createElement(tag);
  element.setAttribute('aria-label', 'Name');
  element.style.cssText = `position: fixed; ${style}`;
  (await fixture(html`<div></div>`)).append(element);
  return element;
}

const overlap = (a: DOMRect, b: DOMRect): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

async function drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  await sendMouse({ type: 'move', position: [...from] });
  await sendMouse({ type: 'down' });
  await sendMouse({ type: 'move', position: [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2].map(Math.round) as [number, number] });
  await sendMouse({ type: 'move', position: [...to] });
  await sendMouse({ type: 'up' });
}

describe('the panel, as shares come and go', () => {
  it('is not there before a share, opens with it, and is accessible', async () => {
    const { panel, agent } = await waiting();
    expect(panel.state).to.equal('closed');
    expect(isOpen(panel)).to.equal(false);
    const states: string[] = [];
    panel.addEventListener('glance-panel-change', ({ detail }) => states.push(detail.state));
    await share(agent);
    await until(() => viewOf(panel).state === 'viewing' && isOpen(panel));
    expect(states).to.deep.equal(['open']);
    expect(panel.getAttribute('state')).to.equal('open');
    await expectAccessible(panel);
  });

  it('takes no focus when it opens', async () => {
    const input = await field('top: 20px; left: 20px');
    input.focus();
    const { panel } = await shown();
    expect(isOpen(panel)).to.equal(true);
    expect(document.activeElement).to.equal(input);
  });

  it('closes by itself once the share has ended and was told to have', async () => {
    const { panel, agent } = await shown();
    agent.stop();
    await until(() => viewOf(panel).state === 'ended');
    expect(panel.state).to.equal('open');
    expect(textOf(part(viewOf(panel), '[part=status]'))).to.equal('Ann has stopped sharing.');
    await expectAccessible(panel);
    await until(() => panel.state === 'closed');
    await panel.updateComplete;
    expect(isOpen(panel)).to.equal(false);
  });

  it('tells of the share as the view in it does', async () => {
    const { panel, agent } = await waiting();
    const told: string[] = [];
    for (const type of ['glance-share-start', 'glance-share-pause', 'glance-share-resume', 'glance-share-end'] as const) panel.addEventListener(type, () => told.push(type));
    await share(agent);
    await until(() => viewOf(panel).state === 'viewing');
    agent.pause();
    await until(() => viewOf(panel).state === 'paused');
    agent.resume();
    await until(() => viewOf(panel).state === 'viewing');
    agent.stop();
    await until(() => viewOf(panel).state === 'ended');
    expect(told).to.deep.equal(['glance-share-start', 'glance-share-pause', 'glance-share-resume', 'glance-share-end']);
  });

  it('is as high in every state', async () => {
    const { panel, agent } = await waiting({ ask: true });
    await share(agent);
    await until(() => panel.state === 'asking' && isOpen(panel));
    const heights = [boxOf(panel).height];
    panel.show();
    await until(() => viewOf(panel).state === 'viewing');
    heights.push(boxOf(panel).height);
    agent.pause();
    await until(() => viewOf(panel).state === 'paused');
    heights.push(boxOf(panel).height);
    agent.stop();
    await until(() => viewOf(panel).state === 'ended');
    heights.push(boxOf(panel).height);
    expect(new Set(heights).size).to.equal(1);
  });
});

describe('the panel that asks', () => {
  const asked = async (): Promise<Shown> => {
    const it = await waiting({ ask: true });
    await share(it.agent);
    await until(() => it.panel.state === 'asking' && isOpen(it.panel));
    await it.panel.updateComplete;
    return it;
  };

  it('says who wants to show something, to those who hear as well, shows nothing yet, and is accessible', async () => {
    const { panel } = await asked();
    const question = 'Ann wants to show you something on their screen.';
    expect(textOf(part(panel, '[part=question] p'))).to.equal(question);
    expect(textOf(part(panel, '[role=status]'))).to.equal(question);
    expect(viewOf(panel).getBoundingClientRect().width).to.equal(0);
    await expectAccessible(panel);
  });

  it('shows it on Show', async () => {
    const { panel } = await asked();
    await click(part(panel, '[part=show]'));
    expect(panel.state).to.equal('open');
    await until(() => viewOf(panel).getBoundingClientRect().width > 0);
    expect(focused(panel)?.id).to.equal('put-away');
  });

  it('puts it away on Not now, and a button brings it back, by keys alone', async () => {
    const { panel } = await asked();
    part<HTMLElement>(panel, '[part=not-now]').focus();
    await press('Enter');
    await until(() => focused(panel)?.id === 'back');
    expect(panel.state).to.equal('away');
    expect(isOpen(panel)).to.equal(false);
    await expectAccessible(panel);
    await press('Enter');
    await until(() => focused(panel)?.id === 'put-away');
    expect(panel.state).to.equal('open');
    expect(isOpen(panel)).to.equal(true);
  });

  it('is closed when the share ends before an answer', async () => {
    const { panel, agent } = await asked();
    agent.stop();
    await until(() => panel.state === 'closed');
  });

  for (const [tag] of Object.entries(LANGUAGES)) {
    it(`asks in ${tag}, accessibly`, async () => {
      offerLanguages(LANGUAGES);
      await setLanguage(tag);
      try {
        const { panel } = await asked();
        expect(textOf(part(panel, '[part=question] p'))).to.contain('Ann').and.not.to.contain('wants');
        await expectAccessible(panel);
      } finally {
        await setLanguage(null);
      }
    });
  }
});

describe('moving and resizing the panel', () => {
  it('is done with the mouse, and stays in the page', async () => {
    const { panel } = await shown();
    const before = boxOf(panel);
    const at: [number, number] = [Math.round(before.left + before.width / 2), Math.round(before.top + 16)];
    await drag(at, [at[0] + 300, at[1] - 200]);
    const moved = boxOf(panel);
    expect([moved.left - before.left, moved.top - before.top]).to.deep.equal([300, -200]);
    await drag([Math.round(moved.left + 100), Math.round(moved.top + 16)], [1270, 5]);
    const { right, top } = boxOf(panel);
    expect(right).to.be.at.most(1280);
    expect(top).to.be.at.least(0);
  });

  it('is done with the arrow keys on the handle, and Enter goes round the corners', async () => {
    const { panel } = await shown();
    part(panel, '[part=move]').focus();
    const before = boxOf(panel);
    await press('ArrowRight', 'ArrowUp');
    expect([boxOf(panel).left - before.left, boxOf(panel).top - before.top]).to.deep.equal([16, -16]);
    await press('Shift+ArrowRight');
    expect(boxOf(panel).left - before.left).to.equal(96);
    await press('Enter');
    expect(boxOf(panel).top).to.be.below(40);
    await press('Enter');
    expect(boxOf(panel).right).to.be.above(1240);
  });

  it('changes the size at the corner, with the mouse and by keys', async () => {
    const { panel } = await shown();
    const before = boxOf(panel);
    // At the lower left of the page it grows to the upper right.
    await drag([Math.round(before.right - 8), Math.round(before.top + 8)], [Math.round(before.right + 92), Math.round(before.top - 42)]);
    const larger = boxOf(panel);
    expect([larger.width - before.width, larger.height - before.height]).to.deep.equal([100, 50]);
    expect(Math.abs(larger.bottom - before.bottom)).to.be.below(1);
    part(panel, '[part=corner]').focus();
    await press('ArrowLeft', 'ArrowDown');
    expect([boxOf(panel).width - larger.width, boxOf(panel).height - larger.height]).to.deep.equal([-16, -16]);
  });

  it('fills the page and goes back, by keys alone', async () => {
    const { panel } = await shown();
    const before = boxOf(panel);
    part(panel, '[part=size]').focus();
    await press('Enter');
    await until(() => boxOf(panel).width > 1200);
    expect(part(panel, '[part=size]').getAttribute('aria-label')).to.equal('Smaller');
    await expectAccessible(panel);
    await press('Escape');
    await until(() => boxOf(panel).width === before.width);
  });

  it('is remembered on the next page of the session', async () => {
    const { panel, agent } = await shown();
    part(panel, '[part=move]').focus();
    await press('Enter', 'ArrowRight');
    const before = boxOf(panel);
    const visitor = stage.visitor();
    panel.remove();
    const next = await fixture<GlanceSharePanel>(html`<glance-share-panel .session=${visitor} session-id="panel"></glance-share-panel>`);
    await until(() => next.state === 'open' && isOpen(next));
    await next.updateComplete;
    expect(agent.state).to.equal('sharing');
    expect(boxOf(next).toJSON()).to.deep.equal(before.toJSON());
  });

  it('put away opens again for another agent’s share', async () => {
    const { panel } = await shown();
    await click(part(panel, '#put-away'));
    expect(panel.state).to.equal('away');
    await share(stage.agent({ name: 'Ben' }));
    await until(() => panel.state === 'open');
  });

  it('put away stays put away on the next page, for that share', async () => {
    const { panel } = await shown();
    await click(part(panel, '#put-away'));
    const visitor = stage.visitor();
    panel.remove();
    const next = await fixture<GlanceSharePanel>(html`<glance-share-panel .session=${visitor} session-id="panel"></glance-share-panel>`);
    await until(() => visitor.share);
    await until(() => next.state === 'away');
  });
});

describe('the panel and what the visitor types in', () => {
  it('makes room for a field, and goes back afterwards', async () => {
    const { panel } = await shown();
    const home = boxOf(panel);
    const input = await field('left: 100px; bottom: 60px; width: 300px');
    expect(overlap(home, input.getBoundingClientRect())).to.equal(true);
    input.focus();
    await until(() => !overlap(boxOf(panel), input.getBoundingClientRect()));
    expect(isOpen(panel)).to.equal(true);
    input.blur();
    await until(() => boxOf(panel).left === home.left && boxOf(panel).top === home.top);
  });

  it('stays out of sight where there is no room for both', async () => {
    const { panel } = await shown();
    const text = await field('inset: 0; width: 100%; height: 100%', 'textarea');
    text.focus();
    await until(() => !isOpen(panel));
    expect(panel.state).to.equal('open');
    text.blur();
    await until(() => isOpen(panel));
  });

  it('makes room for a field in a shadow tree, and for a frame', async () => {
    const { panel } = await shown();
    const host = await fixture(html`<div style="position: fixed; left: 60px; bottom: 60px"></div>`);
    host.attachShadow({ mode: 'open' }).innerHTML = '<input aria-label="Card">';
    const input = host.shadowRoot!.querySelector('input')!;
    expect(overlap(boxOf(panel), input.getBoundingClientRect())).to.equal(true);
    input.focus();
    await until(() => !overlap(boxOf(panel), input.getBoundingClientRect()));
    input.blur();
    const frame = (await fixture(html`<iframe title="Payment" style="position: fixed; left: 60px; bottom: 60px; width: 200px; height: 60px"></iframe>`)) as HTMLIFrameElement;
    await until(() => overlap(boxOf(panel), frame.getBoundingClientRect()));
    frame.focus();
    await until(() => !overlap(boxOf(panel), frame.getBoundingClientRect()));
  });

  it('comes from large to a place beside the field', async () => {
    const { panel } = await shown();
    const input = await field('left: 500px; top: 300px; width: 300px');
    await click(part(panel, '[part=size]'));
    await until(() => boxOf(panel).width > 1200);
    input.focus();
    await until(() => !overlap(boxOf(panel), input.getBoundingClientRect()));
  });
});

describe('the panel on a narrow page', () => {
  beforeEach(() => setViewport({ width: 360, height: 640 }));

  it('is a sheet along the lower end, which the handle makes higher by keys', async () => {
    const { panel } = await shown();
    const sheet = boxOf(panel);
    expect([sheet.left, sheet.right, sheet.bottom]).to.deep.equal([0, 360, 640]);
    await expectAccessible(panel);
    part(panel, '[part=move]').focus();
    await press('Shift+ArrowUp');
    expect(boxOf(panel).height).to.equal(sheet.height + 80);
    expect(hasPart(panel, '[part=corner]')).to.equal(false);
  });

  it('makes room for what is typed in above it and below it', async () => {
    const { panel } = await shown();
    for (const style of ['left: 10px; bottom: 10px; width: 300px', 'left: 10px; top: 330px; width: 300px']) {
      const input = await field(style);
      input.focus();
      await until(() => !isOpen(panel) || !overlap(boxOf(panel), input.getBoundingClientRect()));
      input.remove();
    }
  });

  for (const width of [280, 3840]) {
    it(`fits into ${width} pixels`, async () => {
      await setViewport({ width, height: 720 });
      const { panel } = await shown();
      const { left, right } = boxOf(panel);
      expect(left).to.be.at.least(0);
      expect(right).to.be.at.most(width);
      const content = part(panel, '.panel');
      expect(content.scrollWidth).to.be.at.most(content.clientWidth);
      await expectAccessible(panel);
    });
  }
});
