import { expect, fixture, html } from '@open-wc/testing';
import '../../src/define.js';
import type { GlanceScreenshareButton } from '../../src/elements/screenshare-button/screenshare-button.element.js';
import type { GlanceShareView } from '../../src/elements/share-view/share-view.element.js';
import type { HoldReason } from '../../src/guard/decide/judgement.js';
import { DEFAULT_SETTINGS, type ScreenShareSettings } from '../../src/policy/settings.js';
import type { AgentSession } from '../../src/session/agent/agent-session.js';
import type { VisitorSession } from '../../src/session/visitor/visitor-session.js';
import type { SettingsSource } from '../../src/store/settings-source.js';
import { ShareStage } from '../../src/testing/index.js';
import { hasPart, part, textOf, untilPicture } from '../elements/stage.js';
import { until } from '../harness/until.js';

const GUARDED: ScreenShareSettings = { ...DEFAULT_SETTINGS, surfaces: ['window'], allowedSites: ['https://www.example.com/*'] };
const ALLOWED = 'https://www.example.com/prices';

let stage: ShareStage;
beforeEach(() => (stage = new ShareStage()));
afterEach(() => stage.close());

/** An agent and a visitor with their elements, as a page has them. */
async function desk(settings: ScreenShareSettings | SettingsSource = DEFAULT_SETTINGS): Promise<{ agent: AgentSession; visitor: VisitorSession; button: GlanceScreenshareButton; view: GlanceShareView }> {
  const [agent, visitor] = [stage.agent({ settings, name: 'Ann' }), stage.visitor()];
  const button = await fixture<GlanceScreenshareButton>(html`<glance-screenshare-button .session=${agent} cobrowse-version="5.4"></glance-screenshare-button>`);
  const view = await fixture<GlanceShareView>(html`<glance-share-view .session=${visitor}></glance-share-view>`);
  await stage.settled();
  return { agent, visitor, button, view };
}

const statusOf = async (element: GlanceScreenshareButton | GlanceShareView): Promise<string> => {
  await element.updateComplete;
  return textOf(part(element, '[part=status]'));
};

describe('the test kit in a browser', () => {
  it('shares without a picker, and the view shows a picture', async () => {
    const { button, view } = await desk();
    stage.pick({ surface: 'window' });
    part(button, '#main').click();
    await untilPicture(view);
    expect(await statusOf(view)).to.equal('Ann is sharing a window.');
    button.stop();
    await stage.settled();
    expect([button.state, view.state]).to.deep.equal(['idle', 'ended']);
  });

  it('refuses what settings don’t allow, as it does in earnest', async () => {
    const { agent } = await desk({ ...DEFAULT_SETTINGS, surfaces: ['window'] });
    stage.pick({ surface: 'screen' });
    const error = await agent.start().then(() => null, (cause: { code: string }) => cause.code);
    expect(error).to.equal('surface-not-allowed');
  });

  it('doesn’t start a guarded share without a page that is allowed', async () => {
    const { agent, visitor } = await desk(GUARDED);
    const shared = stage.pick();
    const started = agent.start();
    await stage.settled();
    expect([agent.state, agent.hold?.reason, visitor.state]).to.deep.equal(['checking', 'no-address-bar', 'waiting']);
    shared.goTo(ALLOWED);
    expect(await started).to.equal(true);
    await stage.settled();
    expect([visitor.state, visitor.share?.page]).to.deep.equal(['viewing', ALLOWED]);
  });

  for (const reason of ['editing', 'unreadable', 'page-edge', 'no-frames'] as const satisfies readonly HoldReason[]) {
    it(`holds for ${reason}, and says so on both sides`, async () => {
      const { agent, button, view } = await desk(GUARDED);
      const shared = stage.pick({ page: ALLOWED });
      await agent.start();
      await stage.settled();
      shared.hold(reason);
      await stage.settled();
      expect(agent.hold).to.include({ by: 'guard', reason, shown: null, endsAt: null });
      expect(view.state).to.equal('paused');
      const held = await statusOf(button);
      shared.release();
      await stage.settled();
      expect(view.state).to.equal('viewing');
      expect(await statusOf(button)).not.to.equal(held);
    });
  }

  it('ends at a page that no rule allows, and when the guard gives up', async () => {
    for (const [end, code] of [['goTo', 'site-not-allowed'], ['block', 'address-unreadable']] as const) {
      const { agent, visitor, button } = await desk(GUARDED);
      const shared = stage.pick({ page: ALLOWED });
      await agent.start();
      await stage.settled();
      if (end === 'goTo') shared.goTo('https://intranet.example.org/');
      else shared.block('editing');
      await stage.settled();
      expect([agent.error?.code, visitor.endReason]).to.deep.equal([code, code]);
      await until(() => hasPart(button, '[part=notice]:not(.empty)'));
      expect(shared.live).to.equal(false);
    }
  });

  it('hands the floor to another agent', async () => {
    const { agent, visitor } = await desk();
    stage.pick();
    await agent.start();
    await stage.supersede('Bob');
    expect([agent.error?.code, agent.otherAgent?.name, visitor.share?.agentName]).to.deep.equal(['superseded', 'Bob', 'Bob']);
  });

  it('loses links and finds them again', async () => {
    const { agent, visitor, view } = await desk();
    stage.pick();
    await agent.start();
    await stage.settled();
    stage.setLinks('lost');
    expect([agent.viewers, agent.quality, visitor.reconnecting, view.state]).to.deep.equal([0, 'lost', true, 'connecting']);
    stage.setLinks('fair');
    expect([agent.viewers, agent.quality, visitor.reconnecting, view.state]).to.deep.equal([1, 'fair', false, 'viewing']);
  });

  it('breaks links, which visitors ask for again', async () => {
    const { agent, visitor } = await desk();
    stage.pick();
    await agent.start();
    await stage.settled();
    stage.breakLinks();
    await stage.settled();
    expect([agent.viewers, visitor.state]).to.deep.equal([0, 'connecting']);
    stage.mendLinks();
    await until(() => visitor.state === 'viewing');
  });

  it('cuts everybody off from the server', async () => {
    const { agent } = await desk();
    stage.disconnect();
    await until(() => agent.channelState !== 'connected');
    stage.reconnect();
    await until(() => agent.channelState === 'connected');
  });
});

describe('newer settings that are known to exist and can’t be read', () => {
  /** Settings that a test publishes, and announces. */
  class Announced implements SettingsSource {
    #publish: (settings: unknown) => void = () => undefined;
    overdue: (overdue: boolean) => void = () => undefined;
    readonly #first: ScreenShareSettings;

    constructor(first: ScreenShareSettings) {
      this.#first = first;
    }

    load = (): Promise<unknown> => Promise.resolve(this.#first);

    subscribe: NonNullable<SettingsSource['subscribe']> = (onSettings, onOverdue) => {
      this.#publish = onSettings;
      this.overdue = (overdue) => onOverdue?.(overdue);
      return () => undefined;
    };

    publish(settings: ScreenShareSettings): void {
      this.#publish(settings);
      this.overdue(false);
    }
  }

  for (const [name, settings] of [['without Allowed Sites', DEFAULT_SETTINGS], ['with Allowed Sites', GUARDED]] as const) {
    it(`hold a share ${name} until they are read`, async () => {
      const source = new Announced(settings);
      const { agent, visitor, button } = await desk(source);
      stage.pick({ page: ALLOWED });
      await agent.start();
      await stage.settled();
      expect(visitor.state).to.equal('viewing');
      source.overdue(true);
      await stage.settled();
      expect([agent.hold?.reason, visitor.state, visitor.pausedBy]).to.deep.equal(['settings', 'paused', 'page']);
      expect(await statusOf(button)).to.contain('newer settings');
      source.publish(settings);
      await stage.settled();
      expect([agent.hold, visitor.state]).to.deep.equal([null, 'viewing']);
      source.overdue(true);
      source.publish({ ...settings, escalateToShow: false });
      await stage.settled();
      expect(visitor.endReason).to.equal('escalation-disabled');
    });
  }

  it('hold a share that starts meanwhile, and leave an agent’s own pause alone', async () => {
    const source = new Announced(DEFAULT_SETTINGS);
    const { agent } = await desk(source);
    source.overdue(true);
    stage.pick();
    await agent.start();
    await stage.settled();
    expect([agent.state, agent.hold?.reason]).to.deep.equal(['paused', 'settings']);
    agent.pause();
    source.publish(DEFAULT_SETTINGS);
    expect([agent.state, agent.hold?.by]).to.deep.equal(['paused', 'agent']);
    source.overdue(true);
    agent.resume();
    expect([agent.state, agent.hold?.reason]).to.deep.equal(['paused', 'settings']);
    source.publish(DEFAULT_SETTINGS);
    expect([agent.state, agent.hold]).to.deep.equal(['sharing', null]);
  });
});
