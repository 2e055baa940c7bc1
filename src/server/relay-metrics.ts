import { metrics } from '@opentelemetry/api';
import type { ScreenShareCounts } from './connection.js';

/** Reports signalling metrics to an OpenTelemetry SDK. Without an SDK this does nothing. */
export function observeRelay(counts: Readonly<ScreenShareCounts>, connections: () => number): void {
  const meter = metrics.getMeter('glance-screenshare');
  meter
    .createObservableGauge('glance.relay.connections', { description: 'How many connections this process serves.' })
    .addCallback((result) => result.observe(connections()));
  const admissions = meter.createObservableCounter('glance.relay.admissions', { description: 'Connections that asked to be let in, by outcome.' });
  admissions.addCallback((result) => {
    result.observe(counts.admitted, { outcome: 'admitted' });
    result.observe(counts.refused, { outcome: 'refused' });
  });
  const messages = meter.createObservableCounter('glance.relay.messages', { description: 'Messages of clients, by what became of them.' });
  messages.addCallback((result) => {
    result.observe(counts.relayed, { outcome: 'relayed' });
    result.observe(counts.coalesced, { outcome: 'coalesced' });
    result.observe(counts.dropped, { outcome: 'dropped' });
  });
}
