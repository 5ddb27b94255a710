@S7 @wip
Feature: S7 Full backups, many and far apart
  Backups are encrypted, kept in a second place, and each is tried by restoring it.

  Scenario: A restore of last night
    When the latest backup is restored in an empty place
    Then every value reads back, and the test is on record
