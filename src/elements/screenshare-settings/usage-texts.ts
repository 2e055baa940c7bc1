import { msg, str } from '@lit/localize';
import type { RuleUsageReport, UseCount } from '../../store/rule-usage.js';
import { countText } from '../shared/words.js';
import { momentText } from './panel-texts.js';

/** The known usage of rules, by rule. */
export class SiteUsage {
  readonly report: RuleUsageReport;
  readonly #byRule: ReadonlyMap<string, UseCount>;

  constructor(report: RuleUsageReport) {
    this.report = report;
    this.#byRule = new Map(report.rules.map((use) => [use.what.trim(), use]));
  }

  /** undefined for a rule that no share has used since the records began. */
  of(rule: string): UseCount | undefined {
    return this.#byRule.get(rule.trim());
  }
}

export function usageText(use: UseCount | undefined, { report }: SiteUsage, language: string): string {
  if (!use) return msg(str`No share needed it since ${momentText(report.since, language)}.`);
  return `${countText(use.shares, 'In {0} share', 'In {0} shares')}, ${msg(str`last on ${momentText(new Date(use.last).toISOString(), language)}`)}`;
}
