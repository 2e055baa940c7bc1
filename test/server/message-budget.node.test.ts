import { expect, test } from '@playwright/test';
import { CONNECTION_BUDGET, MessageBudget } from '../../src/server/message-budget.js';

test('lets a burst of 500 through, then 50 a second, and saves up no more than a burst', () => {
  let now = 0;
  const budget = new MessageBudget(CONNECTION_BUDGET, () => now);
  const count = () => Array.from({ length: 1_000 }, () => budget.spend(1)).filter(Boolean).length;
  expect(count()).toBe(500);
  now = 1_000;
  expect(count()).toBe(50);
  now = 3_600_000;
  expect(count()).toBe(500);
});

test('charges nothing for what it refuses', () => {
  const budget = new MessageBudget(CONNECTION_BUDGET, () => 0);
  expect(budget.spend(501)).toBe(false);
  expect(budget.spend(500)).toBe(true);
  expect(budget.spend(1)).toBe(false);
  expect(budget.spend(0)).toBe(true);
});
