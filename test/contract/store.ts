/**
 * The store laws (design.md §7). A driver's test calls `storeContract` and adds only what is peculiar to it; a law that
 * a driver cannot keep is skipped with a reason in the call.
 */
import { describe } from 'vitest';
import { backupLaws } from './store/backup.ts';
import { claimLaws } from './store/claims.ts';
import type { Driver } from './store/driver.ts';
import { effectLaws } from './store/effects.ts';
import { eraseLaws } from './store/erase.ts';
import { failureLaws } from './store/failures.ts';
import { noteLaws } from './store/notes.ts';
import { outboxLaws } from './store/outbox.ts';
import { staffLaws } from './store/staff.ts';
import { turnLaws } from './store/turns.ts';

export type { Driver, Opened, OpenOptions } from './store/driver.ts';

export function storeContract(driver: Driver): void {
  describe(`store: ${driver.name}`, () => {
    describe('turns', () => turnLaws(driver));
    describe('failures', () => failureLaws(driver));
    describe('names taken once', () => claimLaws(driver));
    describe('effects', () => effectLaws(driver));
    describe('notes', () => noteLaws(driver));
    describe('staff', () => staffLaws(driver));
    describe('deliveries', () => outboxLaws(driver));
    describe('erasing', () => eraseLaws(driver));
    describe('backup', () => backupLaws(driver));
  });
}
