import { metrics } from '@opentelemetry/api';

/**
 * The settings endpoint's metrics for an OpenTelemetry SDK, named after its HTTP
 * server conventions where those apply. Without an SDK this does nothing.
 */
export class SettingsMetrics {
  readonly #meter = metrics.getMeter('glance-screenshare');
  readonly #duration = this.#meter.createHistogram('http.server.request.duration', { unit: 's', description: 'How long requests to the settings endpoint took.' });
  readonly #streams = this.#meter.createObservableGauge('glance.settings.streams', { description: 'How many clients follow changes.' });

  /** @param streams Returns how many clients follow changes. */
  constructor(streams: () => number) {
    this.#streams.addCallback((result) => result.observe(streams()));
  }

  answered(method: string, route: string, status: number, milliseconds: number): void {
    this.#duration.record(milliseconds / 1_000, { 'http.request.method': method, 'http.route': route, 'http.response.status_code': status });
  }
}
